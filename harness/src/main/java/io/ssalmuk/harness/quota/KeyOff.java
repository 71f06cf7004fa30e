package io.ssalmuk.harness.quota;

import io.ssalmuk.harness.client.HttpJson;
import io.ssalmuk.harness.topology.Plan;
import io.ssalmuk.harness.topology.Topology;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/** Under load, a Gemini key is turned off, and then a client's: both are heard everywhere. */
record KeyOff(String name, Pool pool) implements Scenario {

    private static final int APIS = 2;

    private static final int WORKERS = 3;

    /** More than there is quota for, so that every project is busy when its key goes. */
    private static final int JOBS = 1_500;

    private static final String PROJECT = "project-1";

    private static final Duration BUSY = Duration.ofSeconds(20);

    /** A minute later the project would have calls again. */
    private static final Duration WATCHED = Duration.ofSeconds(80);

    private static final Duration AT_ONCE = Duration.ofSeconds(2);

    private static final Duration ASKING = Duration.ofSeconds(30);

    private static final Map<String, ?> OFF = Map.of("active", false);

    private static final int UNAUTHORIZED = 401;

    @Override
    public Plan plan(Window window) {
        return pool.plan(name, window, WORKERS).withApis(APIS);
    }

    @Override
    public Verdict run(Topology topology) throws IOException, InterruptedException {
        var client = topology.newClient();
        new Load(client).submit(JOBS, n -> "off " + n);
        Thread.sleep(BUSY);
        var geminiKey = keyOf(topology);
        var said = Instant.now();
        var _ = topology.admin().send("PUT", "/admin/gemini-keys/" + geminiKey, OFF, ASKING).good();
        Thread.sleep(WATCHED);
        var revoked = revoked(topology, client);
        return judge(new Journal(topology.upstream().callsSince(0)), said, revoked);
    }

    private static String keyOf(Topology topology) throws IOException, InterruptedException {
        return topology.admin()
                .get("/admin/gemini-keys?limit=1000", ASKING)
                .good()
                .path("keys")
                .valueStream()
                .filter(key -> key.at("/project/name").asString().equals(PROJECT))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asString();
    }

    /** How long the client's key was still good for, at whichever API believed it longest. */
    private static Duration revoked(Topology topology, HttpJson client)
            throws IOException, InterruptedException {
        var key = topology.admin().get("/admin/keys", ASKING).good().path("keys").path(0);
        for (var api : topology.apiUrls()) {
            var _ = client.at(api).get("/api/models", ASKING).good(); // Now it is remembered.
        }
        var said = Instant.now();
        var _ =
                topology.admin()
                        .send("PUT", "/admin/keys/" + key.path("id").asString(), OFF, ASKING)
                        .good();
        for (var api : topology.apiUrls()) {
            while (client.at(api).get("/api/models", ASKING).status() != UNAUTHORIZED) {
                Thread.sleep(Duration.ofMillis(20));
            }
        }
        return Duration.between(said, Instant.now());
    }

    private static Verdict judge(Journal journal, Instant said, Duration revoked) {
        long before = journal.passedOf(PROJECT, Instant.EPOCH, said);
        long late = journal.passedOf(PROJECT, said.plus(AT_ONCE), Instant.MAX);
        long others = journal.passedBetween(said.plus(AT_ONCE), Instant.MAX);
        return new Verdict(
                before > 0
                        && late == 0
                        && others > 0
                        && revoked.compareTo(AT_ONCE) <= 0
                        && journal.refused() == 0,
                String.format(
                        Locale.ROOT,
                        "%d calls with the Gemini key before it was turned off, %d later than 2 s after, %d with others; the client's key was refused everywhere after %d ms",
                        before,
                        late,
                        others,
                        revoked.toMillis()));
    }
}
