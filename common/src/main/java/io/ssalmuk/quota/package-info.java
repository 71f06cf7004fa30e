/** What a Google project's quota allows: leases before each call, never more than the limit. */
@ApplicationModule(allowedDependencies = {"secret"})
@NullMarked
package io.ssalmuk.quota;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
