/** What clients have used up, in PostgreSQL. */
@NullMarked
package io.ssalmuk.api.limit.postgres;

import org.jspecify.annotations.NullMarked;
