/** When jobs that wait will be answered, told from figures that are a moment old. */
@ApplicationModule(allowedDependencies = {"body", "memo", "problem", "submit"})
@NullMarked
package io.ssalmuk.api.forecast;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
