package io.ssalmuk.harness.chaos;

import io.ssalmuk.harness.chaos.FaultPlan.Step;
import io.ssalmuk.harness.check.Checker;
import io.ssalmuk.harness.check.Evidence;
import io.ssalmuk.harness.check.Findings;
import io.ssalmuk.harness.check.Flight;
import io.ssalmuk.harness.postgres.JobTable;
import io.ssalmuk.harness.proxy.Passage;
import io.ssalmuk.harness.topology.Plan;
import io.ssalmuk.harness.topology.Topology;
import io.ssalmuk.testing.RabbitNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Numbered jobs through a topology that is being broken.
 *
 * @param load how many jobs, and how much quota they have
 * @param logs where the processes' output is kept
 */
public record ChaosRun(long seed, Load load, Optional<Path> logs) {

    /** What was accepted and is not done by then is lost. */
    private static final Duration PATIENCE = Duration.ofMinutes(12);

    private static final Duration SAY_EVERY = Duration.ofSeconds(30);

    private static final int MILLIS_PER_MINUTE = 60_000;

    /**
     * How much is done.
     *
     * @param brief few faults, for a test
     */
    public record Load(
            int jobs,
            int projects,
            int perMinute,
            int apis,
            int workers,
            String latency,
            boolean brief) {

        /** As it is to be passed. */
        public static Load full() {
            return new Load(10_000, 20, 100, 2, 3, "2000,1000", false);
        }

        /** Half a minute. */
        public static Load small() {
            return new Load(160, 8, 100, 1, 2, "600,300", true);
        }

        /** Between two submissions, so that they come as fast as the quota can serve them. */
        Duration pace() {
            return Duration.ofMillis(MILLIS_PER_MINUTE / (projects * perMinute));
        }

        private Plan plan() {
            var limits = Topology.MODEL + "=" + perMinute + "/-/-";
            var upstream =
                    List.of(
                            "--projects",
                            String.valueOf(projects),
                            "--limits",
                            limits,
                            "--window",
                            "sliding",
                            "--arrival-jitter-ms",
                            "300",
                            "--latency",
                            latency);
            var settings = Map.of("SSALMUK_INLINE_LIMIT", Shelf.INLINE_LIMIT);
            return new Plan("chaos", apis, workers, limits, upstream, settings);
        }
    }

    /** Runs it to its end, and says what it does meanwhile. */
    public Findings run() throws IOException, InterruptedException {
        System.out.println("seed " + seed);
        try (var node = RabbitNode.start();
                var proxies = new Proxies();
                var topology =
                        Topology.start(
                                load.plan(),
                                node.broker(),
                                made -> proxies.connect(made, load.workers()))) {
            try {
                return run(new Stage(topology, node, proxies));
            } finally {
                logs.ifPresent(topology::keepLogs);
            }
        }
    }

    private Findings run(Stage stage) throws IOException, InterruptedException {
        var topology = stage.topology();
        var clients = new Clients(seed, topology.newClient(), topology.apiUrls());
        var services =
                Stream.concat(topology.apis().stream(), topology.workers().stream()).toList();
        try (var supervisor = new Supervisor(services)) {
            var saboteur = new Saboteur(stage, supervisor);
            var threads = Executors.newVirtualThreadPerTaskExecutor();
            try {
                var submitting = threads.submit(() -> submitAll(clients, threads));
                sabotage(saboteur, clients);
                submitting.get();
                awaitEnds(clients, threads);
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            } finally {
                threads.shutdownNow();
            }
            clients.askAgain();
            return judge(stage, clients, saboteur, supervisor);
        }
    }

    private Void submitAll(Clients clients, ExecutorService threads) throws InterruptedException {
        for (int n = 0; n < load.jobs(); n++) {
            int job = n;
            var _ =
                    threads.submit(() -> {
                        clients.live(job);
                        return job;
                    });
            Thread.sleep(load.pace());
        }
        return null;
    }

    private void sabotage(Saboteur saboteur, Clients clients) throws InterruptedException {
        var begun = Instant.now();
        for (var step : steps()) {
            Thread.sleep(step.gap());
            System.out.printf(
                    "%5d s  %6d ended  %s%n",
                    Duration.between(begun, Instant.now()).toSeconds(),
                    clients.ended(),
                    step.fault());
            saboteur.commit(step.fault());
        }
        saboteur.awaitPauses();
    }

    private List<Step> steps() {
        var plan = new FaultPlan(seed, load.apis(), load.workers());
        return load.brief() ? plan.brief() : plan.full();
    }

    private void awaitEnds(Clients clients, ExecutorService threads) throws InterruptedException {
        System.out.println("all faults are done, the rest has time to end");
        threads.shutdown();
        var deadline = Instant.now().plus(PATIENCE);
        while (!threads.awaitTermination(SAY_EVERY.toSeconds(), TimeUnit.SECONDS)
                && Instant.now().isBefore(deadline)) {
            System.out.println("         " + clients.ended() + " ended");
        }
    }

    private Findings judge(Stage stage, Clients clients, Saboteur saboteur, Supervisor supervisor) {
        var table = new JobTable(stage.topology().postgres());
        var findings =
                Checker.check(
                        Numbered.PROMPT,
                        new Evidence(
                                load.jobs(),
                                stage.topology().upstream().callsSince(0),
                                flights(stage.proxies()),
                                saboteur.disruptions(),
                                table.all(),
                                table.open(),
                                clients.acknowledged(),
                                clients.delivered(),
                                Numbered::streamed,
                                clients.streamed()));
        System.out.println(Report.of(findings, clients, supervisor));
        return findings;
    }

    private static List<Flight> flights(Proxies proxies) {
        var flights = new ArrayList<Flight>();
        for (int worker = 0; worker < proxies.passages().size(); worker++) {
            for (var passage : proxies.passages().get(worker).all()) {
                flights.add(flight(worker, passage));
            }
        }
        return flights;
    }

    private static Flight flight(int worker, Passage passage) {
        return new Flight(
                worker,
                passage.prompt(),
                passage.sent(),
                passage.answered(),
                passage.body().map(JsonMapper.shared()::readTree));
    }
}
