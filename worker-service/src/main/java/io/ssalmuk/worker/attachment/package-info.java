/**
 * Puts a job's files into its call: small ones as they are, large ones by way of Google's Files
 * API.
 */
@ApplicationModule(allowedDependencies = {"gemini", "life", "permit", "pool"})
@NullMarked
package io.ssalmuk.worker.attachment;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
