/**
 * What a client may use up: requests per minute, jobs at a time, jobs and tokens per day, over all
 * API processes.
 */
@ApplicationModule(allowedDependencies = {"access", "memo", "problem", "submit"})
@NullMarked
package io.ssalmuk.api.limit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
