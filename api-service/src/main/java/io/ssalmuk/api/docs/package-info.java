/** The API's own description: an OpenAPI document, and a page to read it and to try it. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.ssalmuk.api.docs;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
