package io.ssalmuk.standalone.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.simulator.GeminiSimulator;
import io.ssalmuk.simulator.quota.Limits;
import io.ssalmuk.standalone.cluster.StampingUpstream.Script;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Streams through two API and two worker processes. */
@Timeout(120)
class StreamClusterTest {

    private static final int PER_MINUTE = 200;

    private static final StampingUpstream UPSTREAM = StampingUpstream.start();

    private static final Cluster CLUSTER =
            new Cluster(
                    GeminiSimulator.builder()
                            .projects(10, 1)
                            .limits(Limits.perMinute(PER_MINUTE))
                            .start(),
                    PER_MINUTE,
                    UPSTREAM.url());

    private static final List<ServiceProcess> WORKERS = new ArrayList<>();

    private static final List<ApiClient> CLIENTS = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        CLUSTER.startApis(2);
        WORKERS.add(CLUSTER.startWorker());
        WORKERS.add(CLUSTER.startWorker());
        CLUSTER.awaitApis();
        CLUSTER.awaitWorkers(2);
        CLIENTS.addAll(CLUSTER.clients());
    }

    @AfterAll
    static void stop() {
        CLUSTER.close();
        UPSTREAM.close();
    }

    private static List<StreamReader> open(int count) throws InterruptedException {
        return open(count, Duration.ZERO);
    }

    private static List<StreamReader> open(int count, Duration apart) throws InterruptedException {
        var readers = new ArrayList<StreamReader>();
        for (int n = 0; n < count; n++) {
            readers.add(StreamReader.open(CLIENTS.get(n % 2), "prompt " + n));
            TimeUnit.NANOSECONDS.sleep(apart.toNanos());
        }
        return readers;
    }

    /** SIGKILL; the other workers are not more than one afterwards. */
    private static long kill() throws InterruptedException {
        WORKERS.removeFirst().kill();
        long now = System.nanoTime();
        WORKERS.add(CLUSTER.startWorker());
        return now;
    }

    private static boolean isWhole(StreamReader reader, int chunks) throws InterruptedException {
        assertThat(reader.numbers())
                .containsExactlyElementsOf(IntStream.range(0, chunks).boxed().toList());
        return reader.last().json().has("usage");
    }

    private static String status(String job) throws IOException, InterruptedException {
        return CLIENTS.getLast().status(job, 30).path("status").asString();
    }

    @Test
    void aHundredStreamsOfFiftyChunksAreCompleteAndInOrder() throws Exception {
        // The first streams of a process meet classes that are not loaded.
        UPSTREAM.play(Script.steady(3, Duration.ofMillis(5)));
        for (var reader : open(20)) {
            assertThat(isWhole(reader, 3)).isTrue();
        }
        wholeAndInOrder("all at once", Duration.ZERO);
        wholeAndInOrder("ten milliseconds apart", Duration.ofMillis(10));
    }

    /** Prints how long each first chunk took, which depends on what else runs on the machine. */
    private static void wholeAndInOrder(String how, Duration apart) throws Exception {
        UPSTREAM.play(Script.steady(50, Duration.ofMillis(30)));
        var readers = open(100, apart);
        var delays = new ArrayList<Long>();
        for (var reader : readers) {
            assertThat(isWhole(reader, 50)).isTrue();
            delays.add(TimeUnit.NANOSECONDS.toMicros(reader.firstDelay()));
        }
        delays.sort(null);
        System.out.printf(
                "%s: first chunk after µs: median %d, 95%% %d, most %d%n",
                how, delays.get(50), delays.get(95), delays.get(99));
        assertThat(UPSTREAM.calls()).isEqualTo(100);
        var job = CLIENTS.getFirst().status(readers.getFirst().job(), 10);
        assertThat(job.path("status").asString()).isEqualTo("completed");
        assertThat(job.path("text").asString().split(";")).hasSize(50);
    }

    @Test
    void chunksLargerThanAnyMessagePass() throws Exception {
        UPSTREAM.play(Script.padded(9_000_000, 3, Duration.ofMillis(50)));
        var reader = open(1).getFirst();

        assertThat(isWhole(reader, 3)).isTrue();
        assertThat(reader.all().get(2).json().path("chunk").asString())
                .hasSizeGreaterThan(9_000_000);
        assertThat(status(reader.job())).isEqualTo("completed");
    }

    @Test
    void aWorkerKilledInTheMiddleEndsItsStreamsWithAnError() throws Exception {
        var script = Script.heldAfter(3, 10);
        UPSTREAM.play(script);
        var readers = open(40);
        UPSTREAM.awaitHeld(40);
        for (var reader : readers) {
            reader.awaitChunks(3);
        }
        long killed = kill();
        script.latch().countDown();

        var told = new ArrayList<Long>();
        for (var reader : readers) {
            if (!endedWhole(reader, 10)) {
                told.add(TimeUnit.NANOSECONDS.toMillis(reader.last().at() - killed));
            }
        }
        told.sort(null);
        System.out.printf("%d of 40 were told after %s ms%n", told.size(), told);
        assertThat(told).hasSizeBetween(1, 39);
        assertThat(UPSTREAM.calls()).isEqualTo(40);
    }

    private static boolean endedWhole(StreamReader reader, int chunks) throws Exception {
        if (reader.last().json().has("usage")) {
            return isWhole(reader, chunks);
        }
        assertThat(reader.numbers()).containsExactly(0, 1, 2);
        assertThat(reader.last().json().path("error").path("code").asString())
                .isEqualTo("STREAM_BROKEN");
        assertThat(status(reader.job())).isEqualTo("failed");
        return false;
    }

    @Test
    void aWorkerKilledBeforeTheFirstChunkCostsTimeOnly() throws Exception {
        var script = Script.heldAfter(0, 5);
        UPSTREAM.play(script);
        var readers = open(20);
        UPSTREAM.awaitHeld(20);
        long killed = kill();
        script.latch().countDown();

        long last = killed;
        for (var reader : readers) {
            assertThat(isWhole(reader, 5)).isTrue();
            last = Math.max(last, reader.last().at());
        }
        System.out.printf(
                "all 20 were whole %d ms after the kill, in %d calls%n",
                TimeUnit.NANOSECONDS.toMillis(last - killed), UPSTREAM.calls());
        assertThat(UPSTREAM.calls()).isBetween(21, 39);
    }

    @Test
    void aClientThatHangsUpEndsItsCallUpstream() throws Exception {
        UPSTREAM.play(Script.steady(1_000, Duration.ofMillis(50)));
        var reader = open(1).getFirst();
        reader.awaitChunks(3);
        var job = reader.job();
        long hungUp = System.nanoTime();
        reader.hangUp();
        long cut = UPSTREAM.awaitCut();

        System.out.printf(
                "the call was cut %d ms after its client hung up%n",
                TimeUnit.NANOSECONDS.toMillis(cut - hungUp));
        assertThat(status(job)).isEqualTo("cancelled");
    }

    @Test
    void aClientThatHangsUpWhileNothingComesEndsItsCallToo() throws Exception {
        var script = Script.heldAfter(2, 1_000);
        UPSTREAM.play(script);
        var reader = open(1).getFirst();
        reader.awaitChunks(2);
        var job = reader.job();
        reader.hangUp();

        assertThat(status(job)).isEqualTo("cancelled");
        script.latch().countDown();
        UPSTREAM.awaitCut();
    }

    @Test
    void aKilledApiProcessTakesNoJobWithIt() throws Exception {
        var script = Script.heldAfter(2, 10);
        UPSTREAM.play(script);
        var mortal = CLUSTER.startApi();
        var reader = StreamReader.open(CLIENTS.getFirst().at(mortal), "survives");
        reader.awaitChunks(2);
        var job = reader.job();
        CLUSTER.kill(mortal);
        script.latch().countDown();

        assertThat(status(job)).isEqualTo("completed");
    }

    @Test
    void anApiProcessThatEndsTellsItsReaders() throws Exception {
        var script = Script.heldAfter(2, 10);
        UPSTREAM.play(script);
        var mortal = CLUSTER.startApi();
        var reader = StreamReader.open(CLIENTS.getFirst().at(mortal), "is told");
        reader.awaitChunks(2);
        CLUSTER.terminate(mortal);
        var last = reader.last();

        assertThat(last.json().path("error").path("code").asString()).isEqualTo("API_STOPPING");
        script.latch().countDown();
        assertThat(status(reader.job())).isEqualTo("completed");
    }
}
