package io.ssalmuk.queue;

import io.ssalmuk.job.Line;
import java.util.function.Consumer;

/** Where workers take tickets from. */
public interface TicketSource {

    /**
     * Prepares the consumption of a line; it begins with the first {@link Tap#open}.
     *
     * @param handler called on a broker thread, so it must hand over at once
     */
    Tap tap(Line line, Consumer<Delivery> handler);

    /**
     * Tells of messages that were no tickets, and were set aside.
     *
     * @param listener gets the line; called on a broker thread
     */
    void onNoTicket(Consumer<Line> listener);

    /** One line's consumer, which survives lost connections by itself. */
    interface Tap extends AutoCloseable {

        /**
         * Takes tickets until {@link #shut}.
         *
         * @param prefetch tickets in hand and not answered yet, at the most
         */
        void open(int prefetch);

        /** Takes no more; tickets in hand stay valid. */
        void shut();

        /** Ends the consumer; unanswered tickets go back to the queue. */
        @Override
        void close();
    }
}
