/** How a job went: asked for, or waited for. */
@ApplicationModule(allowedDependencies = {"body", "exchange", "forecast", "problem"})
@NullMarked
package io.ssalmuk.api.result;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
