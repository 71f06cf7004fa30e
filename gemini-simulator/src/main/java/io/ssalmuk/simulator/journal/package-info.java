/** The bounded record of what arrived: one entry per call, and raw bodies where wanted. */
@NullMarked
package io.ssalmuk.simulator.journal;

import org.jspecify.annotations.NullMarked;
