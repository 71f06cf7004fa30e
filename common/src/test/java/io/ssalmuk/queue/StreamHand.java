package io.ssalmuk.queue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Keeps the messages of streams that reach it. */
public final class StreamHand implements StreamListener {

    private final Hand<StreamMessage> messages = new Hand<>();
    private final CountDownLatch interrupted = new CountDownLatch(1);

    @Override
    public void arrived(StreamMessage message) {
        messages.accept(message);
    }

    @Override
    public void interrupted() {
        interrupted.countDown();
    }

    public StreamMessage take() {
        return messages.take();
    }

    public List<StreamMessage> take(int count) {
        return new ArrayList<>(messages.take(count));
    }

    public boolean isEmpty() {
        return messages.isEmpty();
    }

    public boolean awaitInterruption() throws InterruptedException {
        return interrupted.await(60, TimeUnit.SECONDS);
    }
}
