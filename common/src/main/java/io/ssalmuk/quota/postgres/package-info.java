/** The quota ledger in PostgreSQL. */
@NullMarked
package io.ssalmuk.quota.postgres;

import org.jspecify.annotations.NullMarked;
