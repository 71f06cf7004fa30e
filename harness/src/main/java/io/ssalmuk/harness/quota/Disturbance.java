package io.ssalmuk.harness.quota;

import io.ssalmuk.harness.process.ServiceProcess;
import io.ssalmuk.harness.topology.Topology;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/** What happens to the workers while calls are counted; ends when it is interrupted. */
@FunctionalInterface
interface Disturbance {

    void disturb(Topology topology) throws InterruptedException;

    static Disturbance none() {
        return _ -> {};
    }

    /** A worker chosen at random is killed every so often, and started again. */
    static Disturbance kill(Duration every, RandomGenerator random) {
        return topology -> {
            while (true) {
                Thread.sleep(every);
                var worker = any(topology.workers(), random);
                worker.kill();
                worker.start();
            }
        };
    }

    /** One worker is stopped for so long, and goes on. */
    static Disturbance pause(Duration after, Duration length, RandomGenerator random) {
        return topology -> {
            Thread.sleep(after);
            var worker = any(topology.workers(), random);
            worker.pause();
            try {
                Thread.sleep(length);
            } finally {
                worker.resume();
            }
        };
    }

    private static ServiceProcess any(List<ServiceProcess> workers, RandomGenerator random) {
        return workers.get(random.nextInt(workers.size()));
    }
}
