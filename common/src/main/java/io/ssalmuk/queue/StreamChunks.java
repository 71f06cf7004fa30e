package io.ssalmuk.queue;

import io.ssalmuk.job.ReplyAddress;

/**
 * Brings answers, while they are made, from the worker that gets them to the API process that
 * asked. Messages may be lost, and never hold anybody up; those of one job do not overtake one
 * another.
 */
public interface StreamChunks {

    /**
     * The most that one message carries: brokers have a limit (RabbitMQ 4: 16 MiB), and a large
     * message holds up the others of its connection.
     */
    int MOST_BYTES = 4 * 1024 * 1024;

    /** Takes what is sent to this process, for as long as it lives; to be called once. */
    ReplyAddress listen(StreamListener listener);

    /**
     * Hands a message over and returns at once. It is dropped without a word if the broker is away
     * or too slow, or if nobody is at the address any more.
     */
    void send(ReplyAddress to, StreamMessage message);
}
