/** The routes of the Gemini API, and the order in which a call is checked, charged and answered. */
@NullMarked
package io.ssalmuk.simulator.upstream;

import org.jspecify.annotations.NullMarked;
