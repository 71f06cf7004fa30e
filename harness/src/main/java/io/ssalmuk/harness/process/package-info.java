/** Programs of Ssalmuk as processes that can be killed and paused. */
@NullMarked
package io.ssalmuk.harness.process;

import org.jspecify.annotations.NullMarked;
