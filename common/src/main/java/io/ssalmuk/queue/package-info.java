/**
 * What travels through the broker: tickets, end notices and signals, all of which may be lost at
 * the price of time.
 */
@ApplicationModule(allowedDependencies = {"client", "job"})
@NullMarked
package io.ssalmuk.queue;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
