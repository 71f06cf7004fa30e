/** The routes under /_sim, with which a test looks into the simulator and upsets it. */
@NullMarked
package io.ssalmuk.simulator.control;

import org.jspecify.annotations.NullMarked;
