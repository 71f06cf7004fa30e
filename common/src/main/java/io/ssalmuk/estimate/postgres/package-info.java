/** What was learned about estimates, in PostgreSQL. */
@NullMarked
package io.ssalmuk.estimate.postgres;

import org.jspecify.annotations.NullMarked;
