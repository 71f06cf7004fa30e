package io.ssalmuk.queue.rabbit;

import io.ssalmuk.queue.Delivery;
import java.util.function.Consumer;

/**
 * Who gets what comes.
 *
 * @param tickets takes each ticket
 * @param noTicket hears of each message that was none
 */
record Receiver(Consumer<Delivery> tickets, Runnable noTicket) {}
