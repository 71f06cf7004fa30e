/** Clients' files: upload, list, look at, delete. */
@ApplicationModule(allowedDependencies = {"body", "problem"})
@NullMarked
package io.ssalmuk.api.files;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
