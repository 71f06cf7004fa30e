/** The simulator's time, which a test may hold still and push forward. */
@NullMarked
package io.ssalmuk.simulator.clock;

import org.jspecify.annotations.NullMarked;
