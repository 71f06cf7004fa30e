package io.ssalmuk.worker.ticket;

import io.ssalmuk.job.Line;
import io.ssalmuk.queue.Delivery;
import io.ssalmuk.queue.TicketSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Taps, and what was done with them, in words. */
final class FakeSource implements TicketSource {

    private final Map<String, List<String>> said = new TreeMap<>();

    @Override
    public Tap tap(Line line, Consumer<Delivery> handler) {
        var words = new CopyOnWriteArrayList<String>();
        said.put(line.toString(), words);
        return new FakeTap(words);
    }

    @Override
    public void onNoTicket(Consumer<Line> listener) {}

    /** What a tap was told, oldest first. */
    List<String> said(Line line) {
        return said.getOrDefault(line.toString(), List.of());
    }

    private record FakeTap(List<String> said) implements Tap {

        @Override
        public void open(int prefetch) {
            said.add("open " + prefetch);
        }

        @Override
        public void shut() {
            said.add("shut");
        }

        @Override
        public void close() {
            said.add("close");
        }
    }
}
