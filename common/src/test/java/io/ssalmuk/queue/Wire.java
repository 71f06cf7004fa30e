package io.ssalmuk.queue;

/** One process's end of a broker, and its ports. */
public interface Wire extends AutoCloseable {

    TicketPublisher publisher();

    TicketSource source();

    BrokerState state();

    EndNotices ends();

    Signals signals();

    StreamChunks chunks();

    /** Another process on the same broker. */
    Wire neighbour();

    @Override
    void close();
}
