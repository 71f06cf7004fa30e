/** A PostgreSQL that can be killed, and what its tables say. */
@NullMarked
package io.ssalmuk.harness.postgres;

import org.jspecify.annotations.NullMarked;
