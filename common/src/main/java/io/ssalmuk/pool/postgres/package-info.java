/** What is known of the pool, in PostgreSQL. */
@NullMarked
package io.ssalmuk.pool.postgres;

import org.jspecify.annotations.NullMarked;
