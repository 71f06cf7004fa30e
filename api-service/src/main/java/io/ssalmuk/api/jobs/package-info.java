/** What can be done with jobs that there are: list them, cancel them, try them again. */
@ApplicationModule(allowedDependencies = {"body", "cancel", "problem", "result", "submit", "terms"})
@NullMarked
package io.ssalmuk.api.jobs;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
