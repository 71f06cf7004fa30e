/** What a job is, the states it goes through, and the ports through which it moves between them. */
@ApplicationModule(allowedDependencies = {"client", "file", "quota"})
@NullMarked
package io.ssalmuk.job;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
