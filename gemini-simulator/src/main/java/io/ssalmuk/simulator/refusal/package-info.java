/** What the upstream says when it says no, in the shape that Google says it. */
@NullMarked
package io.ssalmuk.simulator.refusal;

import org.jspecify.annotations.NullMarked;
