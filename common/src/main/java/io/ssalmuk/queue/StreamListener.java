package io.ssalmuk.queue;

/** Who takes the messages of streams; called on a broker thread, so it must not wait. */
public interface StreamListener {

    void arrived(StreamMessage message);

    /** The connection to the broker was lost, and messages may be lost with it. */
    void interrupted();
}
