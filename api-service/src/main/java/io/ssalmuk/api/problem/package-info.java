/** Every refusal as an RFC 9457 problem document with a sentence that a person can act on. */
@ApplicationModule(allowedDependencies = "exchange")
@NullMarked
package io.ssalmuk.api.problem;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
