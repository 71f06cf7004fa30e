/** Answers that clients read while they are made. */
@ApplicationModule(allowedDependencies = {"body", "cancel", "problem", "result", "submit"})
@NullMarked
package io.ssalmuk.api.stream;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
