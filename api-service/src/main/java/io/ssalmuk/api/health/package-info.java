/** Whether jobs can be accepted, and what else there is. */
@ApplicationModule(allowedDependencies = {"memo"})
@NullMarked
package io.ssalmuk.api.health;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
