/** Delivers the events that wait in the outbox: claim, sign, post, settle. */
@ApplicationModule(allowedDependencies = "life")
@NullMarked
package io.ssalmuk.worker.webhook;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
