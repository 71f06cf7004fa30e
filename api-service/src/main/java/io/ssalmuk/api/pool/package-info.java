/** The pool as the administrator sees and changes it: projects, Gemini keys, limits, quota. */
@ApplicationModule(allowedDependencies = {"body", "problem"})
@NullMarked
package io.ssalmuk.api.pool;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
