/** Endpoints and the outbox in PostgreSQL. */
@NullMarked
package io.ssalmuk.webhook.postgres;

import org.jspecify.annotations.NullMarked;
