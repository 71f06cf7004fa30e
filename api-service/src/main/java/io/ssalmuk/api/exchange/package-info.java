/** What every request and answer carries, whatever it is about: an id, a duration, CORS. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.ssalmuk.api.exchange;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
