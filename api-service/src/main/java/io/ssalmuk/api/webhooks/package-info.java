/** Where clients want to be told of the ends of their jobs, and what became of the telling. */
@ApplicationModule(allowedDependencies = {"body", "problem"})
@NullMarked
package io.ssalmuk.api.webhooks;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
