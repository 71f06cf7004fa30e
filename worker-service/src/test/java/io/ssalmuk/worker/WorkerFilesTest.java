package io.ssalmuk.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ssalmuk.file.ClientFiles;
import io.ssalmuk.file.Contents;
import io.ssalmuk.file.FileStore;
import io.ssalmuk.file.UploadedFile;
import io.ssalmuk.job.Job;
import io.ssalmuk.job.JobError;
import io.ssalmuk.job.JobFile;
import io.ssalmuk.job.JobId;
import io.ssalmuk.job.JobState;
import io.ssalmuk.queue.Signal;
import io.ssalmuk.queue.Signals;
import io.ssalmuk.simulator.GeminiSimulator;
import io.ssalmuk.simulator.SimulatorBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Jobs with files, from the store to the upstream. */
@Timeout(90)
class WorkerFilesTest {

    private static final int LARGE = 9 * 1024 * 1024;

    @TempDir private Path folder;

    private WorkerHarness harness(SimulatorBuilder simulator) {
        var harness = WorkerHarness.on(simulator);
        start(harness);
        return harness;
    }

    private void start(WorkerHarness harness) {
        harness.startWorker("--ssalmuk.files=" + folder);
    }

    private static UploadedFile upload(WorkerHarness harness, byte[] content) {
        var store = harness.bean(FileStore.class);
        try (var draft = store.receive(new ByteArrayInputStream(content))) {
            return harness.bean(ClientFiles.class)
                    .add(WorkerHarness.CLIENT, "a", "audio/mpeg", draft);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] bytes(int length) {
        var bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static JobFile named(UploadedFile file) {
        return new JobFile(UUID.randomUUID(), file.hash(), file.size(), file.mimeType());
    }

    private static List<JobId> ask(WorkerHarness harness, int times, UploadedFile... files) {
        return IntStream.range(0, times)
                .mapToObj(
                        n -> ask(harness, n, Stream.of(files).map(WorkerFilesTest::named).toList()))
                .toList();
    }

    private static JobId ask(WorkerHarness harness, int number, List<JobFile> files) {
        var parts = new StringBuilder("{\"text\":\"prompt " + number + "\"}");
        files.forEach(file -> parts.append(",{").append(text(file)).append("}"));
        return harness.submit(
                "{\"contents\":[{\"role\":\"user\",\"parts\":[" + parts + "]}]}", files);
    }

    private static String text(JobFile file) {
        return new String(file.placeholder(), StandardCharsets.US_ASCII);
    }

    /** As the API does. */
    private static void delete(WorkerHarness harness, UploadedFile file) {
        harness.bean(ClientFiles.class).delete(WorkerHarness.CLIENT, file.id());
        harness.bean(Contents.class).collect(file.hash());
        harness.bean(Signals.class).send(new Signal.FilesDeleted());
    }

    private long stored() {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).count();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean completed(Job job) {
        return job.state() == JobState.COMPLETED;
    }

    @Test
    void aSmallFileGoesWithinItsCall() {
        try (var harness = harness(GeminiSimulator.builder().projects(1, 1))) {
            var file = upload(harness, bytes(100_001));

            var job = harness.await(ask(harness, 1, file).getFirst());

            assertThat(job).matches(WorkerFilesTest::completed);
            var sent = harness.upstream().bodies().getFirst().body();
            assertThat(sent)
                    .isEqualTo(
                            """
                            {"contents":[{"role":"user","parts":[{"text":"prompt 0"},{"inlineData":\
                            {"mimeType":"audio/mpeg","data":"%s"}}]}]}\
                            """
                                    .formatted(Base64.getEncoder().encodeToString(bytes(100_001))));
            assertThat(harness.upstream().uploads()).isEmpty();
        }
    }

    @Test
    void aLargeFileIsUploadedOncePerProject() {
        var simulator =
                GeminiSimulator.builder().projects(3, 1).fileProcessing(Duration.ofMillis(400));
        try (var harness = harness(simulator)) {
            start(harness);
            var file = upload(harness, bytes(LARGE));
            var small = upload(harness, bytes(10));

            var jobs = harness.awaitAll(ask(harness, 40, file, small));

            assertThat(jobs)
                    .allMatch(WorkerFilesTest::completed)
                    .allMatch(job -> job.attempt() == 1);
            assertThat(harness.upstream().outcomes()).isEqualTo(Map.of("ok", 40L));
            assertThat(harness.upstream().uploads().values()).hasSize(3).containsOnly(1L);
            assertThat(harness.upstream().files()).allMatch(copy -> copy.size() == LARGE);
        }
    }

    @Test
    void aCopyThatVanishedIsUploadedAgain() {
        try (var harness = harness(GeminiSimulator.builder().projects(1, 1))) {
            var file = upload(harness, bytes(LARGE));
            harness.await(ask(harness, 1, file).getFirst());
            harness.upstream().loseFiles();

            var job = harness.await(ask(harness, 1, file).getFirst());

            assertThat(job).matches(WorkerFilesTest::completed);
            assertThat(job.attempt()).isEqualTo(2);
            assertThat(harness.upstream().uploads()).isEqualTo(Map.of("project-1", 2L));
        }
    }

    @Test
    void aClientsOwnMistakeIsNotTakenForAVanishedCopy() {
        try (var harness = harness(GeminiSimulator.builder().projects(1, 1))) {
            var file = named(upload(harness, bytes(LARGE)));
            var body =
                    "{\"contents\":[{\"parts\":[{\"fileData\":{\"fileUri\":\"https://g/v1beta/files/none\"}},{%s}]}]}"
                            .formatted(text(file));

            var job = harness.await(harness.submit(body, List.of(file)));

            assertThat(job.state()).isEqualTo(JobState.FAILED);
            assertThat(job.attempt()).isOne();
            assertThat(job.error()).extracting(error -> error.code()).isEqualTo("NOT_FOUND");
        }
    }

    @Test
    void aFileThatGoogleCannotReadFailsItsJobWithItsReason() {
        try (var harness = harness(GeminiSimulator.builder().projects(1, 1))) {
            harness.upstream().setFilesFailing(true);

            var job = harness.await(ask(harness, 1, upload(harness, bytes(LARGE))).getFirst());

            assertThat(job.state()).isEqualTo(JobState.FAILED);
            assertThat(job.error())
                    .isEqualTo(
                            new JobError(
                                    "FILE_FAILED",
                                    null,
                                    "Google could not make use of the file: The file cannot be"
                                            + " read."));
            assertThat(harness.upstream().files()).isEmpty();
            assertThat(harness.count("SELECT sum(day_used) FROM quota_bucket")).isZero();
        }
    }

    @Test
    void anAcceptedJobCompletesThoughItsFileWasDeletedAndThenAllOfItGoes() {
        var held = HeldCalls.first(1);
        try (var harness = harness(held.in(GeminiSimulator.builder().projects(1, 1)))) {
            var file = upload(harness, bytes(LARGE));
            var job = ask(harness, 1, file).getFirst();
            held.awaitArrived(1);

            delete(harness, file);
            assertThat(stored()).isOne();
            assertThat(harness.upstream().files()).hasSize(1);
            held.answer();

            assertThat(harness.await(job)).matches(WorkerFilesTest::completed);
            await().until(() -> stored() == 0 && harness.upstream().files().isEmpty());
            assertThat(harness.count("SELECT count(*) FROM upstream_copy")).isZero();
            assertThat(harness.count("SELECT count(*) FROM job_file")).isZero();
        }
    }

    @Test
    void whatAClientWritesItselfIsNotTakenForAFile() {
        try (var harness = harness(GeminiSimulator.builder().projects(1, 1))) {
            var mine = named(upload(harness, bytes(10)));
            ask(harness, 1, List.of(mine));
            var stolen =
                    "{\"contents\":[{\"parts\":[{\"text\":\"a\"},{%s}]}]}".formatted(text(mine));

            harness.await(harness.submit(List.of(stolen)).getFirst());

            assertThat(harness.upstream().bodies()).anyMatch(call -> call.body().equals(stolen));
        }
    }
}
