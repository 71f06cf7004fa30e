/** The native dialect for generating content: from the SDK's shape to Google's. */
@ApplicationModule(
        allowedDependencies = {
            "body",
            "forecast",
            "problem",
            "result",
            "stream",
            "submit",
            "terms",
            "webhooks"
        })
@NullMarked
package io.ssalmuk.api.generate;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
