/**
 * Whom clients want told of the ends of their jobs, which events wait to be delivered, and where
 * to.
 */
@ApplicationModule(allowedDependencies = {"client", "job", "queue", "secret"})
@NullMarked
package io.ssalmuk.webhook;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
