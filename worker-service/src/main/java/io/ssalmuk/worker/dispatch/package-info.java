/**
 * Decides, for the whole cluster, which waiting jobs get a ticket, and finds those that were lost.
 */
@ApplicationModule(allowedDependencies = "life")
@NullMarked
package io.ssalmuk.worker.dispatch;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
