/** Real parts for tests: PostgreSQL and RabbitMQ, started once per JVM and stopped with it. */
@NullMarked
package io.ssalmuk.testing;

import org.jspecify.annotations.NullMarked;
