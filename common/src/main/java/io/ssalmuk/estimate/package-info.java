/** How many input tokens a request will be counted as: by published rates, and by experience. */
@ApplicationModule(allowedDependencies = {"client", "job"})
@NullMarked
package io.ssalmuk.estimate;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
