/** Lets go of what has been kept for long enough: jobs, answers, logs, files. */
@ApplicationModule(allowedDependencies = "life")
@NullMarked
package io.ssalmuk.worker.retention;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
