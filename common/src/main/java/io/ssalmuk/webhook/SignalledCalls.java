package io.ssalmuk.webhook;

import io.ssalmuk.job.OutboxBell;
import io.ssalmuk.queue.Signal;
import io.ssalmuk.queue.Signals;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/**
 * A process that ends jobs and delivers takes its own events, without a message; one that does not
 * deliver tells the others over the broker.
 */
@Component
final class SignalledCalls implements OutboxBell, DeliveryCalls {

    private final Signals signals;
    private final List<Consumer<Collection<String>>> deliverers = new CopyOnWriteArrayList<>();
    private final AtomicBoolean calling = new AtomicBoolean();

    SignalledCalls(Signals signals) {
        this.signals = signals;
    }

    @Override
    public void answer(Consumer<Collection<String>> deliverer) {
        deliverers.add(deliverer);
    }

    @Override
    public void ring(Collection<String> lanes) {
        if (deliverers.isEmpty()) {
            call();
        } else {
            deliverers.forEach(deliverer -> deliverer.accept(lanes));
        }
    }

    /**
     * On a thread of its own, for it may block while the broker is away; one call stands for many.
     */
    @Override
    public void call() {
        if (calling.compareAndSet(false, true)) {
            Thread.ofVirtual()
                    .name("webhook-call")
                    .start(() -> {
                        calling.set(false);
                        signals.send(new Signal.WebhooksDue());
                    });
        }
    }
}
