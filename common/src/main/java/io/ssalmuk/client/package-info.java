/** Who may submit jobs, and the keys by which they are known. */
@ApplicationModule(allowedDependencies = "pool")
@NullMarked
package io.ssalmuk.client;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
