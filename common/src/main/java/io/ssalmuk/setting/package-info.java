/** Says in one sentence which setting keeps a service from starting. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.ssalmuk.setting;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
