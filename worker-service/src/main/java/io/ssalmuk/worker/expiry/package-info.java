/**
 * Ends jobs whose deadline passes before a worker has them, and forgets idempotency keys in time.
 */
@ApplicationModule(allowedDependencies = "life")
@NullMarked
package io.ssalmuk.worker.expiry;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
