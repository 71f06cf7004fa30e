package io.ssalmuk.harness.chaos;

import io.ssalmuk.harness.chaos.Fault.Backend;
import io.ssalmuk.harness.chaos.Fault.Service;
import io.ssalmuk.harness.check.Disruption;
import io.ssalmuk.harness.process.ServiceProcess;
import io.ssalmuk.harness.topology.Topology;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Phaser;

/** Commits the faults, and notes what they explain. */
final class Saboteur {

    /** By then a silent worker may have been declared dead. */
    private static final Duration TAKEN_FOR_DEAD = Duration.ofSeconds(10);

    private final Stage stage;
    private final Supervisor supervisor;
    private final Queue<Disruption> disruptions = new ConcurrentLinkedQueue<>();

    /** Pauses that last, while other faults come. */
    private final Phaser pauses = new Phaser(1);

    Saboteur(Stage stage, Supervisor supervisor) {
        this.stage = stage;
        this.supervisor = supervisor;
    }

    List<Disruption> disruptions() {
        return List.copyOf(disruptions);
    }

    void commit(Fault fault) throws InterruptedException {
        switch (fault) {
            case Fault.Kill(var service, int number, var back) -> kill(service, number, back);
            case Fault.Pause(var service, int number, var length) -> pause(service, number, length);
            case Fault.KillBackend(var backend, var back) -> kill(backend, back);
            case Fault.WipeBroker _ -> stage.broker().wipe();
            case Fault.PurgeQueue(var lane) -> purge(lane);
            case Fault.CutBackend(var backend) -> stage.proxies().of(backend).cut();
            case Fault.HoldBackend(var backend, var length) -> hold(backend, length);
            case Fault.CutUpstream(int worker) -> {
                disruptions.add(new Disruption.Cut(worker, Instant.now()));
                stage.proxies().upstreamOf(worker).cut();
            }
        }
    }

    private ServiceProcess process(Service service, int number) {
        return switch (service) {
            case API -> stage.topology().apis().get(number);
            case WORKER -> stage.topology().workers().get(number);
        };
    }

    private void kill(Service service, int number, Duration back) throws InterruptedException {
        if (service == Service.WORKER) {
            disruptions.add(new Disruption.Killed(number, Instant.now()));
        }
        supervisor.kill(process(service, number), back);
    }

    private void pause(Service service, int number, Duration length) {
        var process = process(service, number);
        var from = Instant.now();
        process.pause();
        pauses.register();
        var _ =
                Thread.ofVirtual()
                        .name("pause")
                        .start(() -> {
                            try {
                                Thread.sleep(length);
                            } catch (InterruptedException _) {
                                Thread.currentThread().interrupt();
                            } finally {
                                process.resume();
                                pauses.arriveAndDeregister();
                            }
                        });
        if (service == Service.WORKER && length.compareTo(TAKEN_FOR_DEAD) > 0) {
            disruptions.add(new Disruption.Paused(number, from, from.plus(length)));
        }
    }

    private void kill(Backend backend, Duration back) throws InterruptedException {
        switch (backend) {
            case POSTGRES -> {
                stage.topology().postgres().kill();
                Thread.sleep(back);
                stage.topology().postgres().restart();
            }
            case BROKER -> {
                stage.broker().kill();
                Thread.sleep(back);
                stage.broker().restart();
            }
        }
    }

    private void hold(Backend backend, Duration length) throws InterruptedException {
        var proxy = stage.proxies().of(backend);
        proxy.hold();
        try {
            Thread.sleep(length);
        } finally {
            proxy.release();
        }
    }

    private void purge(String lane) {
        var broker = stage.broker().broker();
        var vhost = URLEncoder.encode(broker.vhost(), StandardCharsets.UTF_8);
        var queue = "ssalmuk.jobs." + Topology.MODEL + "." + lane;
        try {
            var _ = broker.manage("DELETE", "/api/queues/" + vhost + "/" + queue + "/contents", "");
        } catch (RuntimeException e) {
            System.out.println("  there was nothing to purge: " + e.getMessage());
        }
    }

    /** Returns when everything that was paused goes on. */
    void awaitPauses() {
        pauses.arriveAndAwaitAdvance();
    }
}
