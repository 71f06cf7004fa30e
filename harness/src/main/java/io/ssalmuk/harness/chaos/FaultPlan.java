package io.ssalmuk.harness.chaos;

import io.ssalmuk.harness.chaos.Fault.Backend;
import io.ssalmuk.harness.chaos.Fault.CutBackend;
import io.ssalmuk.harness.chaos.Fault.CutUpstream;
import io.ssalmuk.harness.chaos.Fault.HoldBackend;
import io.ssalmuk.harness.chaos.Fault.Kill;
import io.ssalmuk.harness.chaos.Fault.KillBackend;
import io.ssalmuk.harness.chaos.Fault.Pause;
import io.ssalmuk.harness.chaos.Fault.PurgeQueue;
import io.ssalmuk.harness.chaos.Fault.Service;
import io.ssalmuk.harness.chaos.Fault.WipeBroker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Draws the faults of a run; the same ones, in the same order, for the same seed. */
final class FaultPlan {

    private static final int LEAST_GAP_MILLIS = 1_500;
    private static final int MOST_GAP_MILLIS = 7_000;
    private static final int MOST_DOWN_MILLIS = 4_000;
    private static final int LONGEST_HOLD_MILLIS = 14_000;

    /** A worker that is silent for ten seconds is taken for dead. */
    private static final int SHORT_PAUSE_MILLIS = 9_000;

    private static final int LONG_PAUSE_MILLIS = 12_000;
    private static final int LONGEST_PAUSE_MILLIS = 70_000;

    private final Random random;
    private final int apis;
    private final int workers;

    FaultPlan(long seed, int apis, int workers) {
        this.random = new Random(seed);
        this.apis = apis;
        this.workers = workers;
    }

    /** A fault, and how long to wait before it. */
    record Step(Duration gap, Fault fault) {}

    /** Forty-eight faults over all components, five of them wipes of the broker. */
    List<Step> full() {
        var faults = new ArrayList<Fault>();
        add(faults, 8, this::killWorker);
        add(faults, 2, () -> pauseWorker(1_000, SHORT_PAUSE_MILLIS));
        add(faults, 3, () -> pauseWorker(LONG_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS));
        add(faults, 3, () -> new CutUpstream(random.nextInt(workers)));
        add(faults, 4, this::killApi);
        add(faults, 2, () -> new Pause(Service.API, random.nextInt(apis), millis(1_000, 20_000)));
        add(faults, 5, WipeBroker::new);
        add(faults, 4, () -> new KillBackend(Backend.BROKER, millis(0, MOST_DOWN_MILLIS)));
        add(faults, 4, () -> new PurgeQueue(random.nextBoolean() ? "bulk" : "interactive"));
        add(faults, 2, () -> new CutBackend(Backend.BROKER));
        add(faults, 2, () -> hold(Backend.BROKER));
        add(faults, 4, () -> new KillBackend(Backend.POSTGRES, millis(0, MOST_DOWN_MILLIS)));
        add(faults, 1, () -> new KillBackend(Backend.POSTGRES, millis(LONG_PAUSE_MILLIS, 20_000)));
        add(faults, 2, () -> new CutBackend(Backend.POSTGRES));
        add(faults, 2, () -> hold(Backend.POSTGRES));
        return spread(faults);
    }

    /** One of each that takes little time. */
    List<Step> brief() {
        var faults = new ArrayList<Fault>();
        add(faults, 1, () -> new KillBackend(Backend.POSTGRES, Duration.ZERO));
        add(faults, 1, () -> new CutBackend(Backend.BROKER));
        add(faults, 1, () -> new CutUpstream(random.nextInt(workers)));
        add(faults, 1, () -> new PurgeQueue("bulk"));
        add(faults, 1, WipeBroker::new);
        add(faults, 1, this::killWorker);
        return faults.stream().map(fault -> new Step(millis(300, 1_000), fault)).toList();
    }

    private static void add(List<Fault> faults, int count, Supplier<Fault> draw) {
        for (int n = 0; n < count; n++) {
            faults.add(draw.get());
        }
    }

    private List<Step> spread(List<Fault> faults) {
        Collections.shuffle(faults, random);
        return faults.stream()
                .map(fault -> new Step(millis(LEAST_GAP_MILLIS, MOST_GAP_MILLIS), fault))
                .toList();
    }

    private Fault killWorker() {
        return new Kill(Service.WORKER, random.nextInt(workers), millis(0, MOST_DOWN_MILLIS));
    }

    private Fault killApi() {
        return new Kill(Service.API, random.nextInt(apis), millis(0, MOST_DOWN_MILLIS));
    }

    private Fault pauseWorker(int least, int most) {
        return new Pause(Service.WORKER, random.nextInt(workers), millis(least, most));
    }

    private Fault hold(Backend backend) {
        return new HoldBackend(backend, millis(1_000, LONGEST_HOLD_MILLIS));
    }

    private Duration millis(int least, int most) {
        return Duration.ofMillis(random.nextInt(least, most + 1));
    }
}
