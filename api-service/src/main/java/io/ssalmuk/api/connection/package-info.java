/** Connections of clients: how many there may be at a time. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.ssalmuk.api.connection;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
