/** The call to Gemini, and what its answers mean. */
@NullMarked
package io.ssalmuk.worker.gemini;

import org.jspecify.annotations.NullMarked;
