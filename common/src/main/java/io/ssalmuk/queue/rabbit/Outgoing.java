package io.ssalmuk.queue.rabbit;

import io.ssalmuk.job.ReplyAddress;
import io.ssalmuk.queue.StreamMessage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/** Messages on their way to the broker, of bounded size together; what is too much is dropped. */
final class Outgoing {

    /** What a message costs besides its body. */
    private static final int OVERHEAD = 500;

    private final LinkedBlockingQueue<Letter> letters = new LinkedBlockingQueue<>();
    private final AtomicLong bytes = new AtomicLong();
    private final long most;

    /**
     * @param most bytes that wait, after which one more message is taken and no further
     */
    Outgoing(long most) {
        this.most = most;
    }

    /** A message and where it goes. */
    record Letter(ReplyAddress to, StreamMessage message) {

        int size() {
            return OVERHEAD
                    + switch (message) {
                        case StreamMessage.Part part -> part.bytes().bytes().length;
                        case StreamMessage.Done _ -> 0;
                        case StreamMessage.Failed failed -> failed.error().message().length();
                    };
        }
    }

    /** False when it was dropped. */
    boolean offer(Letter letter) {
        if (bytes.get() > most) {
            return false;
        }
        bytes.addAndGet(letter.size());
        return letters.add(letter);
    }

    Letter take() throws InterruptedException {
        var letter = letters.take();
        bytes.addAndGet(-letter.size());
        return letter;
    }
}
