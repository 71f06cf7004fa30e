/** How much work waits and runs, over all clients. */
@ApplicationModule(allowedDependencies = {"memo"})
@NullMarked
package io.ssalmuk.api.backlog;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
