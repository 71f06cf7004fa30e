/** Request bodies: how large they may be, and what is wrong with which of their fields. */
@ApplicationModule(allowedDependencies = "problem")
@NullMarked
package io.ssalmuk.api.body;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
