/** Which models are accepted, and what quota is left for them. */
@ApplicationModule(allowedDependencies = {"body", "memo", "problem", "submit"})
@NullMarked
package io.ssalmuk.api.models;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
