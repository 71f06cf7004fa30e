/** Clients' files: what they are called, where their contents lie, and their copies at Google. */
@ApplicationModule(allowedDependencies = {"client", "quota"})
@NullMarked
package io.ssalmuk.file;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
