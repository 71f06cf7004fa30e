/** Leaves models alone that the upstream has no capacity for. */
@ApplicationModule(allowedDependencies = "gemini")
@NullMarked
package io.ssalmuk.worker.breaker;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
