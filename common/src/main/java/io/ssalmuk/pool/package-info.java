/**
 * What is known of the pool and who said it: projects, Gemini keys, limits, model names, and what
 * the upstream's refusals tell of them.
 */
@ApplicationModule(allowedDependencies = {"quota", "secret"})
@NullMarked
package io.ssalmuk.pool;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
