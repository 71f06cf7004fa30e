/** What the administrator does with client keys. */
@ApplicationModule(allowedDependencies = {"body", "problem"})
@NullMarked
package io.ssalmuk.api.admin;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
