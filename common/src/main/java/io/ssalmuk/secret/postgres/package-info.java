/** The key ring in PostgreSQL. */
@NullMarked
package io.ssalmuk.secret.postgres;

import org.jspecify.annotations.NullMarked;
