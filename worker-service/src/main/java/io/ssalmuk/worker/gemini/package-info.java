/** The call to Gemini, and what its answers mean. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.ssalmuk.worker.gemini;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
