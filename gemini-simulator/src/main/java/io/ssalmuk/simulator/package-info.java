/** An upstream that enforces quotas per project and model, with Google's real error bodies. */
@NullMarked
package io.ssalmuk.simulator;

import org.jspecify.annotations.NullMarked;
