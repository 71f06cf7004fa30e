package io.ssalmuk.harness.chaos;

import io.ssalmuk.harness.check.Delivered;
import io.ssalmuk.harness.check.Streamed;
import io.ssalmuk.harness.client.Answer;
import io.ssalmuk.harness.client.HttpJson;
import io.ssalmuk.harness.topology.Topology;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * Those who submit the jobs and wait for them. Whoever gets no answer submits again; whoever got an
 * id asks any API until the job has ended.
 */
final class Clients {

    /** One in so many waits in the request that submits, in the interactive lane. */
    private static final int WAITING = 8;

    private static final int WAIT_SECONDS = 20;
    private static final Duration LIMIT = Duration.ofSeconds(WAIT_SECONDS + 25);
    private static final int LEAST_PAUSE_MILLIS = 200;
    private static final int MOST_PAUSE_MILLIS = 1_500;

    /** Requests at a time that wait for an end; each holds a connection here and there. */
    private static final int PLACES = 400;

    private static final List<String> OPEN = List.of("queued", "processing");

    /** Whoever did not wait is told the state alone, also of a job that has ended meanwhile. */
    private static final int WITH_RESULT = 200;

    private static final int CREATED = 201;

    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    private static final JsonNode NOTHING = MissingNode.getInstance();

    private final long seed;
    private final List<HttpJson> apis;
    private final boolean idempotent;
    private final Semaphore places = new Semaphore(PLACES);
    private final Map<String, String> acknowledged = new ConcurrentHashMap<>();
    private final Queue<Delivered> delivered = new ConcurrentLinkedQueue<>();
    private final Queue<Streamed> streamed = new ConcurrentLinkedQueue<>();
    private final Shelf shelf = new Shelf();
    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicInteger resubmitted = new AtomicInteger();

    /** Answers to submissions by status; 0 for none. */
    private final Map<Integer, AtomicInteger> statuses = new ConcurrentSkipListMap<>();

    Clients(long seed, HttpJson client, List<URI> apis) throws IOException, InterruptedException {
        this.seed = seed;
        this.apis = apis.stream().map(client::at).toList();
        this.idempotent = knowsKeys(this.apis.getFirst());
    }

    private static boolean knowsKeys(HttpJson api) throws IOException, InterruptedException {
        var document = api.get("/openapi.json", LIMIT).good();
        return document.toString().contains(IDEMPOTENCY_KEY);
    }

    private HttpJson any() {
        return apis.get(ThreadLocalRandom.current().nextInt(apis.size()));
    }

    /** One job, from its submission to its end. */
    void live(int job) throws InterruptedException {
        if (Shelf.brings(job)) {
            shelf.put(job, upload(job));
        }
        var id = Numbered.streamed(job) ? stream(job) : submit(job);
        while (!tell(ask("/api/status/" + id + "?wait=" + WAIT_SECONDS))) {
            pause();
        }
        ended.incrementAndGet();
    }

    private String submit(int job) throws InterruptedException {
        for (int submission = 0; ; submission++) {
            // The same request again makes no second job, where the API knows the key.
            var prompt = Numbered.prompt(seed, job, idempotent ? 0 : submission);
            var answer = send(prompt, job);
            int status = answer == null ? 0 : answer.status();
            statuses.computeIfAbsent(status, _ -> new AtomicInteger()).incrementAndGet();
            if (answer != null && status / 100 == 2) {
                var id = answer.body().path("request_id").asString();
                acknowledged.put(id, prompt);
                if (status == WITH_RESULT) {
                    boolean _ = tell(answer.body());
                }
                return id;
            }
            resubmitted.incrementAndGet();
            pause();
        }
    }

    private String upload(int job) throws InterruptedException {
        while (true) {
            try {
                var name = "chaos-" + job + ".png";
                var answer = any().upload("/api/files/upload", name, Shelf.content(job), LIMIT);
                if (answer.status() == CREATED) {
                    return answer.body().path("id").asString();
                }
            } catch (IOException _) {
                // Again, as below.
            }
            pause();
        }
    }

    /**
     * A stream is not sent twice, so each submission is another job, and whoever broke off ends it.
     */
    private String stream(int job) throws InterruptedException {
        for (int submission = 0; ; submission++) {
            var prompt = Numbered.prompt(seed, job, submission);
            var heard = Listener.listen(any(), prompt, LIMIT);
            if (heard.isPresent()) {
                acknowledged.put(heard.get().id(), prompt);
                streamed.add(heard.get());
                return heard.get().id();
            }
            resubmitted.incrementAndGet();
            pause();
        }
    }

    private @Nullable Answer send(String prompt, int job) throws InterruptedException {
        var body = new HashMap<String, Object>();
        body.put("model", Topology.MODEL);
        body.put(
                "contents",
                Shelf.names(job) ? List.of(prompt, Map.of("file_id", shelf.idFor(job))) : prompt);
        if (job % WAITING == 0) {
            body.put("wait", WAIT_SECONDS);
        }
        try {
            var api = any().with(IDEMPOTENCY_KEY, "chaos-" + seed + "-" + job);
            return api.post("/api/generate", body, LIMIT);
        } catch (IOException _) {
            return null;
        }
    }

    private JsonNode ask(String path) throws InterruptedException {
        places.acquire();
        try {
            var answer = any().get(path, LIMIT);
            return answer.status() == 200 ? answer.body() : NOTHING;
        } catch (IOException _) {
            return NOTHING;
        } finally {
            places.release();
        }
    }

    /** Notes an end; false if it is none yet. */
    private boolean tell(JsonNode document) {
        var status = document.path("status").asString("");
        if (status.isEmpty() || OPEN.contains(status)) {
            return false;
        }
        delivered.add(new Delivered(document.path("request_id").asString(), status, document));
        return true;
    }

    private static void pause() throws InterruptedException {
        Thread.sleep(ThreadLocalRandom.current().nextInt(LEAST_PAUSE_MILLIS, MOST_PAUSE_MILLIS));
    }

    /** Asks once more for every job: what was told before must still be true. */
    void askAgain() throws InterruptedException {
        for (var id : acknowledged.keySet()) {
            boolean _ = tell(ask("/api/status/" + id));
        }
    }

    Map<String, String> acknowledged() {
        return Map.copyOf(acknowledged);
    }

    List<Delivered> delivered() {
        return List.copyOf(delivered);
    }

    /** How many were uploaded. */
    long files() {
        return shelf.size();
    }

    List<Streamed> streamed() {
        return List.copyOf(streamed);
    }

    Map<Integer, AtomicInteger> statuses() {
        return statuses;
    }

    int ended() {
        return ended.get();
    }

    /** Submissions without an answer that says yes. */
    int resubmitted() {
        return resubmitted.get();
    }
}
