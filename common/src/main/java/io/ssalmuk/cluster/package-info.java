/** Which worker processes are alive, and which of them has a duty. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.ssalmuk.cluster;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
