/** Accepts jobs: once the caller has an answer, the job is durable. */
@ApplicationModule(allowedDependencies = {"body", "memo", "problem"})
@NullMarked
package io.ssalmuk.api.submit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
