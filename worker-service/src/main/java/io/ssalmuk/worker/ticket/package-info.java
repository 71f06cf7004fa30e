/** Takes tickets from the broker and takes each to an end: permit, claim, call, settlement. */
@ApplicationModule(
        allowedDependencies = {"attachment", "gemini", "life", "permit", "pool", "warden"})
@NullMarked
package io.ssalmuk.worker.ticket;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
