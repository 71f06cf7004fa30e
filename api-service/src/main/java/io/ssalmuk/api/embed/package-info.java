/** Embeddings: one vector for each text, and one request unit too. */
@ApplicationModule(
        allowedDependencies = {
            "answer",
            "body",
            "generate",
            "models",
            "problem",
            "submit",
            "terms",
            "webhooks"
        })
@NullMarked
package io.ssalmuk.api.embed;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
