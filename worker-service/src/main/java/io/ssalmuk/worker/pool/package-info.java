/**
 * Brings the Gemini keys and limits of the environment into the pool, and gives keys out for a
 * call.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.ssalmuk.worker.pool;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
