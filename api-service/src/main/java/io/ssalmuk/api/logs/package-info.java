/** The usage log as the administrator reads it. */
@ApplicationModule(allowedDependencies = {"body", "problem"})
@NullMarked
package io.ssalmuk.api.logs;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
