/** Answers that may be a moment old. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.ssalmuk.api.memo;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
