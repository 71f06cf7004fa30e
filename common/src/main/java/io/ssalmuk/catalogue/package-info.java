/** Which models are known, how their quota buckets are spelled, and the limits of each tier. */
@ApplicationModule(allowedDependencies = {"quota"})
@NullMarked
package io.ssalmuk.catalogue;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
