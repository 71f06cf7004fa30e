/** How many tokens a prompt has; it costs nothing of the quota of generating. */
@ApplicationModule(
        allowedDependencies = {"answer", "body", "generate", "submit", "terms", "webhooks"})
@NullMarked
package io.ssalmuk.api.count;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
