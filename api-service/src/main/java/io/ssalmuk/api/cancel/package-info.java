/** Ends jobs that nobody wants any more, wherever they are. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.ssalmuk.api.cancel;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
