/** Both services in one JVM on embedded PostgreSQL and an embedded AMQP broker. */
@NullMarked
package io.ssalmuk.standalone;

import org.jspecify.annotations.NullMarked;
