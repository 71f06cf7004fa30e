/** Who may submit jobs. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.ssalmuk.client;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
