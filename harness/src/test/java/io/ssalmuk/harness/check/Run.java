package io.ssalmuk.harness.check;

import io.ssalmuk.harness.postgres.JobRow;
import io.ssalmuk.harness.upstream.UpstreamCall;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The evidence of a run, piece by piece. */
final class Run {

    static final Pattern PROMPT = Pattern.compile("job-\\d+");
    static final String STREAMED = "job-9";
    static final Instant BEGIN = Instant.parse("2026-11-24T10:00:00Z");

    final List<UpstreamCall> calls = new ArrayList<>();
    final List<Flight> flights = new ArrayList<>();
    final List<Disruption> disruptions = new ArrayList<>();
    final List<JobRow> jobs = new ArrayList<>();
    final Map<String, String> acknowledged = new HashMap<>();
    final List<Delivered> delivered = new ArrayList<>();
    final List<Streamed> streamed = new ArrayList<>();
    long open;
    int submitted = 1;

    /** One job that went as it should: called for at second 1, answered at 3, written down at 4. */
    static Run ofOneJob() {
        var run = new Run();
        run.acknowledged.put("id-1", "job-1");
        run.call("job-1", 1, 3, 0, "one");
        run.jobs.add(job("id-1", "job-1", "completed", 1, 1));
        run.deliver("id-1", "one");
        return run;
    }

    static JobRow job(String id, String prompt, String state, int results, int ends) {
        return new JobRow(
                id, "{\"text\":\"" + prompt + "\"}", state, 1, Optional.of(at(4)), results, ends);
    }

    static JobRow running(String id, String prompt) {
        return new JobRow(
                id, "{\"text\":\"" + prompt + "\"}", "processing", 1, Optional.empty(), 0, 0);
    }

    static Instant at(int second) {
        return BEGIN.plusSeconds(second);
    }

    void call(String prompt, int sent, int answered, int worker, String answer) {
        journal(prompt, sent, "ok");
        flights.add(
                new Flight(
                        worker,
                        prompt,
                        at(sent),
                        Optional.of(at(answered)),
                        Optional.of(answer(answer))));
    }

    void journal(String prompt, int second, String outcome) {
        calls.add(
                new UpstreamCall(
                        calls.size() + 1L, at(second), "p", "m", outcome, 200, 1, prompt, 0));
    }

    void deliver(String id, String answer) {
        var document = JsonMapper.shared().createObjectNode();
        document.set("response", answer(answer));
        delivered.add(new Delivered(id, "completed", document));
    }

    /** How the streamed job ended, and what is told of it. */
    void endOfStream(String status, String text) {
        int results = status.equals("completed") ? 1 : 0;
        jobs.add(job("id-9", STREAMED, status, results, 1));
        var document = JsonMapper.shared().createObjectNode().put("text", text);
        delivered.add(new Delivered("id-9", status, document));
    }

    void stream(String text, boolean whole) {
        submitted++;
        acknowledged.put("id-9", STREAMED);
        streamed.add(new Streamed("id-9", text, whole));
    }

    private static JsonNode answer(String text) {
        return JsonMapper.shared().createObjectNode().put("answer", text);
    }

    Findings findings() {
        return Checker.check(
                PROMPT,
                new Evidence(
                        submitted,
                        calls,
                        flights,
                        disruptions,
                        jobs,
                        open,
                        acknowledged,
                        delivered,
                        name -> name.equals(STREAMED),
                        streamed));
    }
}
