/** Leases permits for the tickets in this worker's hands. */
@ApplicationModule(allowedDependencies = "breaker")
@NullMarked
package io.ssalmuk.worker.permit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
