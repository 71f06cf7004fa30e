package io.ssalmuk.simulator.fault;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/** The faults that are to come, in the order in which they were asked for. */
public final class FaultPlan {
    private final Map<Long, Standing> standing = new ConcurrentSkipListMap<>();
    private final AtomicLong ids = new AtomicLong();
    private final RandomGenerator random;

    /** The generator must be safe for use by many threads. */
    public FaultPlan(RandomGenerator random) {
        this.random = random;
    }

    public long add(FaultOrder order) {
        long id = ids.incrementAndGet();
        standing.put(id, new Standing(order, new AtomicInteger(order.times())));
        return id;
    }

    public void remove(long id) {
        standing.remove(id);
    }

    public void clear() {
        standing.clear();
    }

    /** What is still to come, by number. */
    public Map<Long, FaultOrder> standing() {
        var orders = new TreeMap<Long, FaultOrder>();
        standing.forEach((id, each) -> orders.put(id, each.order()));
        return orders;
    }

    /** The first fault that hits the call. One that is used up goes out of the plan. */
    public Optional<Fault> draw(Victim victim) {
        Optional<Standing> hit =
                standing.values().stream().filter(each -> hits(each, victim)).findFirst();
        if (hit.isPresent()) {
            standing.values().removeIf(each -> each.left().get() <= 0);
        }
        return hit.map(each -> each.order().fault());
    }

    private boolean hits(Standing each, Victim victim) {
        FaultOrder order = each.order();
        boolean possible = victim.streaming() || !order.fault().streamingOnly();
        return possible
                && order.target().includes(victim)
                && (order.rate() >= 1 || random.nextDouble() < order.rate())
                && each.left().getAndDecrement() > 0;
    }

    /** A call that a fault may hit. */
    public record Victim(
            String project, String key, String model, String bucket, boolean streaming) {}

    private record Standing(FaultOrder order, AtomicInteger left) {}
}
