/** Reads a prompt, counts its tokens, and writes an answer that follows from it. */
@NullMarked
package io.ssalmuk.simulator.answer;

import org.jspecify.annotations.NullMarked;
