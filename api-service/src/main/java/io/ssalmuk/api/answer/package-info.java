/** Jobs whose answer is the response itself: submitted, waited for, and answered or refused. */
@ApplicationModule(allowedDependencies = {"body", "forecast", "problem", "result", "submit"})
@NullMarked
package io.ssalmuk.api.answer;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
