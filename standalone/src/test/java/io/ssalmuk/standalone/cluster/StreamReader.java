package io.ssalmuk.standalone.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads one stream on a thread of its own, and notes when each line came. */
final class StreamReader {

    private final List<Line> lines = new ArrayList<>();
    private final CountDownLatch opened = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Semaphore chunks = new Semaphore(0);
    private final AtomicReference<AutoCloseable> connection = new AtomicReference<>(() -> {});

    /** A line and the nanoseconds of its arrival. */
    record Line(JsonNode json, long at) {}

    static StreamReader open(ApiClient client, String prompt) {
        var reader = new StreamReader();
        Thread.ofVirtual().name("reader").start(() -> reader.read(client, prompt));
        return reader;
    }

    private void read(ApiClient client, String prompt) {
        try (var body = client.stream(prompt).body();
                var text = new BufferedReader(new InputStreamReader(body, UTF_8))) {
            connection.set(body);
            for (var line = text.readLine(); line != null; line = text.readLine()) {
                add(new Line(JsonMapper.shared().readTree(line), System.nanoTime()));
            }
        } catch (IOException | InterruptedException _) {
            // The connection has gone; what came is there.
        } finally {
            opened.countDown();
            ended.countDown();
        }
    }

    private void add(Line line) {
        synchronized (lines) {
            lines.add(line);
        }
        opened.countDown();
        if (line.json().has("chunk")) {
            chunks.release();
        }
    }

    /** Hangs up. */
    void hangUp() throws Exception {
        connection.get().close();
    }

    StreamReader awaitOpen() throws InterruptedException {
        opened.await();
        return this;
    }

    void awaitChunks(int count) {
        chunks.acquireUninterruptibly(count);
    }

    /** All lines, when there will be no more. */
    List<Line> all() throws InterruptedException {
        ended.await();
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    String job() throws InterruptedException {
        awaitOpen();
        synchronized (lines) {
            return lines.getFirst().json().path("request_id").asString();
        }
    }

    Line last() throws InterruptedException {
        return all().getLast();
    }

    /** Nanoseconds from when the upstream sent its first chunk to its arrival. */
    long firstDelay() throws InterruptedException {
        var first = all().get(1);
        var text = first.json().path("chunk").asString();
        return first.at()
                - Long.parseLong(text.substring(text.indexOf(' ') + 1, text.indexOf(';')));
    }

    List<Integer> numbers() throws InterruptedException {
        return all().stream()
                .filter(line -> line.json().has("chunk"))
                .map(line -> line.json().path("chunk").asString().split(" ", 2)[0])
                .map(Integer::valueOf)
                .toList();
    }
}
