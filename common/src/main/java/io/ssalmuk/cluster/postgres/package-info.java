/** Worker boots and duties in PostgreSQL. */
@NullMarked
package io.ssalmuk.cluster.postgres;

import org.jspecify.annotations.NullMarked;
