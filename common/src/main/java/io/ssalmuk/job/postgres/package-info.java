/** Jobs in PostgreSQL: the statements that accept, admit, claim and end them. */
@NullMarked
package io.ssalmuk.job.postgres;

import org.jspecify.annotations.NullMarked;
