/**
 * What the upstream's answers mean for the pool: rests, learned limits, quarantine, and the way
 * back.
 */
@ApplicationModule(allowedDependencies = {"breaker", "gemini", "life", "pool"})
@NullMarked
package io.ssalmuk.worker.warden;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
