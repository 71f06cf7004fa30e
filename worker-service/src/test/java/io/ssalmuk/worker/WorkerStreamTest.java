package io.ssalmuk.worker;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ssalmuk.job.Body;
import io.ssalmuk.job.Job;
import io.ssalmuk.job.JobId;
import io.ssalmuk.job.JobState;
import io.ssalmuk.queue.EndNotices;
import io.ssalmuk.queue.Hand;
import io.ssalmuk.queue.Signal;
import io.ssalmuk.queue.Signals;
import io.ssalmuk.queue.StreamChunks;
import io.ssalmuk.queue.StreamHand;
import io.ssalmuk.queue.StreamMessage;
import io.ssalmuk.simulator.GeminiSimulator;
import io.ssalmuk.simulator.SimulatorBuilder;
import io.ssalmuk.simulator.fault.Fault;
import io.ssalmuk.simulator.fault.FaultOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Streams through a real worker, database and broker from a simulated upstream. */
@Timeout(90)
class WorkerStreamTest {

    private static final String TEXT = "twelve signs";

    private final StreamHand hand = new StreamHand();

    private static SimulatorBuilder simulator(int chunks) {
        return GeminiSimulator.builder().projects(2, 1).streaming(chunks, Duration.ZERO);
    }

    private JobId stream(WorkerHarness harness) {
        return harness.stream(TEXT, harness.bean(StreamChunks.class).listen(hand));
    }

    /** Everything that is told of a stream, its end included. */
    private List<StreamMessage> wholeStream() {
        var all = new ArrayList<StreamMessage>();
        do {
            all.add(hand.take());
            assertThat(all.getLast().sequence()).isEqualTo(all.size() - 1);
        } while (all.getLast() instanceof StreamMessage.Part);
        return all;
    }

    private static JsonNode json(Body body) {
        return JsonMapper.shared().readTree(body.bytes());
    }

    private static String text(JsonNode answer) {
        return answer.at("/candidates/0/content/parts/0/text").asString();
    }

    private static void brokeAfterItHadBegun(Job job) {
        assertThat(job.state()).isEqualTo(JobState.FAILED);
        assertThat(job.error()).extracting(error -> error.code()).isEqualTo("STREAM_BROKEN");
        assertThat(job.attempt()).isOne();
    }

    @Test
    void everyChunkPassesThroughAndTheAnswerIsKeptWhole() {
        try (var harness = WorkerHarness.on(simulator(6))) {
            harness.startWorker();
            var id = stream(harness);
            var all = wholeStream();

            var chunks = all.subList(0, 6).stream().map(m -> (StreamMessage.Part) m).toList();
            assertThat(String.join("", chunks.stream().map(c -> text(json(c.bytes()))).toList()))
                    .isEqualTo(TEXT);
            assertThat(all.getLast()).isEqualTo(new StreamMessage.Done(id, 1, 6));
            var job = harness.find(id);
            assertThat(job.state()).isEqualTo(JobState.COMPLETED);
            var answer = json(requireNonNull(job.result()));
            assertThat(text(answer)).isEqualTo(TEXT);
            assertThat(answer.at("/candidates/0/finishReason").asString()).isEqualTo("STOP");
            assertThat(answer.at("/usageMetadata"))
                    .isEqualTo(json(chunks.getLast().bytes()).at("/usageMetadata"));
            assertThat(harness.count("SELECT sum(day_used) FROM quota_bucket")).isOne();
            assertThat(harness.upstream().calls(0, 10))
                    .singleElement()
                    .matches(call -> call.method().equals("streamGenerateContent"));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"STREAM_ERROR", "STREAM_CUT"})
    void aStreamThatBreaksHalfWayIsNotBegunAnew(Fault fault) {
        try (var harness = WorkerHarness.on(simulator(6).fault(FaultOrder.next(fault, 1)))) {
            harness.startWorker();
            var id = stream(harness);
            var all = wholeStream();

            assertThat(all).hasSize(4);
            assertThat(all.getLast()).isInstanceOf(StreamMessage.Failed.class);
            brokeAfterItHadBegun(harness.find(id));
            assertThat(harness.upstream().calls(0, 10)).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"UNAVAILABLE", "EXHAUSTED", "CUT_BEFORE", "CUT_AFTER", "INVALID_JSON"})
    void whatHasSentNothingIsTriedAgain(Fault fault) {
        try (var harness = WorkerHarness.on(simulator(6).fault(FaultOrder.next(fault, 1)))) {
            harness.startWorker();
            var id = stream(harness);

            assertThat(wholeStream()).hasSize(7).last().isInstanceOf(StreamMessage.Done.class);
            assertThat(harness.find(id).state()).isEqualTo(JobState.COMPLETED);
        }
    }

    @Test
    void aPromptThatWasBlockedIsAnAnswerToo() {
        var blocked = FaultOrder.next(Fault.PROMPT_BLOCKED, 1);
        try (var harness = WorkerHarness.on(simulator(6).fault(blocked))) {
            harness.startWorker();
            var id = stream(harness);

            assertThat(wholeStream()).hasSize(2);
            assertThat(harness.find(id).state()).isEqualTo(JobState.COMPLETED);
        }
    }

    @Test
    void aStreamThatNobodyWantsAnyMoreIsCutUpstream() {
        var held = new HeldStreams();
        try (var harness = WorkerHarness.on(held.in(simulator(12), 12))) {
            harness.startWorker();
            var id = stream(harness);
            hand.take();
            held.allow(1);
            hand.take();

            harness.bean(Signals.class).send(new Signal.Cancel(id));

            assertThat(hand.take())
                    .isInstanceOfSatisfying(
                            StreamMessage.Failed.class,
                            failed -> assertThat(failed.error().code()).isEqualTo("CANCELLED"));
            assertThat(harness.find(id).state()).isEqualTo(JobState.CANCELLED);
            held.allow(100);
            // Its connection is gone: the upstream finds that out while it sends.
            await().during(Duration.ofSeconds(1)).until(() -> held.passed() < 11);
        }
    }

    @Test
    void aStreamWhoseWorkerDiesFailsAndItsReaderIsTold() {
        var held = new HeldStreams();
        try (var harness = WorkerHarness.on(held.in(simulator(12), 12))) {
            var ends = new Hand<JobId>();
            harness.startWorker();
            harness.bean(EndNotices.class).listen(ends);
            var id = stream(harness);
            hand.take();

            harness.change("DELETE FROM worker_boot");

            assertThat(ends.take()).isEqualTo(id);
            brokeAfterItHadBegun(harness.find(id));
            held.allow(100);
            assertThat(harness.upstream().calls(0, 10)).hasSize(1);
        }
    }

    @Test
    void aStreamThatHasNotBegunIsTakenOverFromADeadWorker() {
        var held = HeldCalls.first(1);
        try (var harness = WorkerHarness.on(held.in(simulator(6)))) {
            harness.startWorker();
            var id = stream(harness);
            held.awaitArrived(1);

            harness.change("DELETE FROM worker_boot");

            var all = wholeStream();
            assertThat(all).hasSize(7).allMatch(message -> message.attempt() == 2);
            assertThat(harness.find(id).state()).isEqualTo(JobState.COMPLETED);
            held.answer();
        }
    }

    @Test
    void aWorkerThatEndsFinishesItsStreamsFirst() {
        var held = new HeldStreams();
        try (var harness = WorkerHarness.on(held.in(simulator(12), 12))) {
            var worker = harness.startWorker();
            harness.startWorker();
            var id = stream(harness);
            hand.take();
            var ending = Thread.ofVirtual().start(worker::close);
            held.allow(100);

            StreamMessage last = hand.take();
            while (last instanceof StreamMessage.Part) {
                last = hand.take();
            }
            assertThat(last).isEqualTo(new StreamMessage.Done(id, 1, 12));
            assertThat(ending).isNotNull();
        }
    }

    @Test
    void aStreamThatOutlastsItsWorkersGraceEndsWithIt() {
        var held = new HeldStreams();
        try (var harness = WorkerHarness.on(held.in(simulator(12), 12))) {
            var worker = harness.startWorker("--ssalmuk.worker.grace=300ms");
            harness.startWorker();
            var id = stream(harness);
            hand.take();
            worker.close();

            brokeAfterItHadBegun(harness.await(id));
            held.allow(100);
        }
    }
}
