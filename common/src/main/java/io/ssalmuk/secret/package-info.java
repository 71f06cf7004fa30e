/**
 * Gemini keys and what webhooks are signed with: encrypted at rest, redacted by type, readable in
 * the worker only.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.ssalmuk.secret;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
