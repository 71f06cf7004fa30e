/** What every submitting request may say of its job: how often, until when, and under which key. */
@ApplicationModule(allowedDependencies = {"body", "problem", "submit"})
@NullMarked
package io.ssalmuk.api.terms;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
