/** Who is asking: clients by their key, the administrator by a token. */
@ApplicationModule(allowedDependencies = {"memo", "problem"})
@NullMarked
package io.ssalmuk.api.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
