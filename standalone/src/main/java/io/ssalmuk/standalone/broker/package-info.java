/** The AMQP broker for standalone: in this JVM, on loopback, its messages in memory. */
@NullMarked
package io.ssalmuk.standalone.broker;

import org.jspecify.annotations.NullMarked;
