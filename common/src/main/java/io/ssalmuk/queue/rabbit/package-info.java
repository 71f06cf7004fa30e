/** The broker's side over plain AMQP 0-9-1. */
@NullMarked
package io.ssalmuk.queue.rabbit;

import org.jspecify.annotations.NullMarked;
