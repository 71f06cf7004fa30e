/** The topology of docker-compose.yml as separate processes on a real RabbitMQ and PostgreSQL. */
@NullMarked
package io.ssalmuk.standalone.cluster;

import org.jspecify.annotations.NullMarked;
