package io.ssalmuk.harness.check;

import io.ssalmuk.harness.check.Violation.Kind;
import io.ssalmuk.harness.postgres.JobRow;
import io.ssalmuk.harness.upstream.UpstreamCall;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Compares what the upstream saw, what the tables hold and what the clients were told. */
public final class Checker {

    private final Pattern prompt;
    private final Evidence evidence;
    private final Map<String, JobRow> jobs;
    private final Map<String, JobRow> jobsByPrompt;
    private final Map<String, List<Flight>> flights;
    private final List<Violation> violations = new ArrayList<>();

    private Checker(Pattern prompt, Evidence evidence) {
        this.prompt = prompt;
        this.evidence = evidence;
        this.jobs =
                evidence.jobs().stream().collect(Collectors.toMap(JobRow::id, Function.identity()));
        this.jobsByPrompt = new HashMap<>();
        this.flights = evidence.flights().stream().collect(Collectors.groupingBy(Flight::prompt));
    }

    /**
     * Judges a run that is over.
     *
     * @param prompt finds the text in a request that names its job
     */
    public static Findings check(Pattern prompt, Evidence evidence) {
        return new Checker(prompt, evidence).findings();
    }

    private Findings findings() {
        evidence.jobs().forEach(this::ended);
        evidence.acknowledged().forEach(this::kept);
        evidence.delivered().forEach(this::delivered);
        evidence.streamed().forEach(this::streamed);
        everybodyIsTold();
        repeatedTellings();
        refusals();
        int repeats = repeats();
        if (evidence.open() > 0) {
            say(Kind.LEFT_OVER, evidence.open() + " entries of jobs that wait or run");
        }
        return new Findings(
                evidence.acknowledged().size(),
                (int) evidence.jobs().stream().filter(JobRow::completed).count(),
                (int) evidence.streamed().stream().filter(heard -> !heard.whole()).count(),
                (int) evidence.calls().stream().filter(UpstreamCall::passed).count(),
                (int) evidence.calls().stream().filter(UpstreamCall::refused).count(),
                repeats,
                (int) evidence.flights().stream().filter(this::isExcused).count(),
                List.copyOf(violations));
    }

    private void say(Kind kind, String what) {
        violations.add(new Violation(kind, what));
    }

    /** Also of jobs that nobody was told of: their submission's answer was lost. */
    private void ended(JobRow job) {
        name(job.request())
                .ifPresent(name -> {
                    if (jobsByPrompt.put(name, job) != null) {
                        say(Kind.TWO_ENDS, "two jobs of one submission: " + name);
                    }
                });
        if (!job.hasEnded()) {
            say(Kind.LOST, job.id() + " is " + job.state() + " for ever");
        } else if (!job.completed()) {
            if (!name(job.request()).map(evidence.mayBreakOff()::test).orElse(false)) {
                say(Kind.NOT_COMPLETED, job.id() + " is " + job.state());
            }
        } else if (job.results() != 1) {
            say(Kind.TWO_ENDS, job.id() + " has " + job.results() + " answers");
        }
        if (job.hasEnded() && job.ends() != 1) {
            say(Kind.TWO_ENDS, job.id() + " is " + job.ends() + " times in the log");
        }
    }

    private Optional<String> name(String request) {
        var found = prompt.matcher(request);
        return found.find() ? Optional.of(found.group()) : Optional.empty();
    }

    private void kept(String id, String name) {
        var job = jobs.get(id);
        if (job == null) {
            say(Kind.LOST, id + " was accepted, and there is no such job");
        } else if (!name(job.request()).equals(Optional.of(name))) {
            say(Kind.WRONG_ANSWER, id + " was given for " + name + " and is another");
        }
    }

    /** One of the answers that passed on their way from the upstream, for this very job. */
    private void delivered(Delivered told) {
        if (!told.status().equals("completed")) {
            return; // The tables say so too.
        }
        var name = evidence.acknowledged().getOrDefault(told.id(), "");
        if (evidence.mayBreakOff().test(name)) {
            // Merged from many chunks, so it is like none that passed. The upstream repeats the
            // prompt.
            if (!told.text().equals(name)) {
                say(Kind.WRONG_ANSWER, told.id() + " got " + told.text() + " for " + name);
            }
            return;
        }
        boolean known =
                flights.getOrDefault(name, List.of()).stream()
                        .flatMap(flight -> flight.answer().stream())
                        .anyMatch(told.response()::equals);
        if (!known) {
            say(Kind.WRONG_ANSWER, told.id() + " got what the upstream never said for " + name);
        }
    }

    /**
     * What was heard is the beginning of the answer, no chunk twice, and all of it if it said so.
     */
    private void streamed(Streamed heard) {
        var name = evidence.acknowledged().getOrDefault(heard.id(), "");
        if (!(heard.whole() ? heard.text().equals(name) : name.startsWith(heard.text()))) {
            say(Kind.WRONG_ANSWER, heard.id() + " was streamed " + heard.text() + " for " + name);
        }
        var job = jobs.get(heard.id());
        if (heard.whole() && job != null && !job.completed()) {
            say(Kind.TWO_ENDS, heard.id() + " was streamed to its end and is " + job.state());
        }
    }

    private void everybodyIsTold() {
        int accepted = evidence.acknowledged().size();
        if (accepted != evidence.submitted()) {
            say(Kind.LOST, accepted + " of " + evidence.submitted() + " jobs were accepted");
        }
        var told = evidence.delivered().stream().map(Delivered::id).collect(Collectors.toSet());
        evidence.acknowledged().keySet().stream()
                .filter(id -> !told.contains(id))
                .forEach(id -> say(Kind.UNTOLD, id));
    }

    /** Whoever asks twice is told the same. */
    private void repeatedTellings() {
        var first = new HashMap<String, Delivered>();
        for (var told : evidence.delivered()) {
            var before = first.putIfAbsent(told.id(), told);
            if (before != null && !before.document().equals(told.document())) {
                say(Kind.TWO_ENDS, told.id() + " was told two ends");
            }
        }
    }

    private void refusals() {
        evidence.calls().stream()
                .filter(UpstreamCall::refused)
                .forEach(call ->
                        say(Kind.REFUSED, call.at() + " " + call.project() + " " + call.outcome()));
    }

    private int repeats() {
        int repeats = 0;
        var calls =
                evidence.calls().stream()
                        .filter(UpstreamCall::passed)
                        .collect(
                                Collectors.groupingBy(UpstreamCall::prompt, Collectors.counting()));
        for (var of : calls.entrySet()) {
            int beyond = (int) (of.getValue() - 1);
            repeats += beyond;
            if (!jobsByPrompt.containsKey(of.getKey())) {
                say(Kind.STRANGE, "a call for no job: " + of.getKey());
            } else if (beyond > excused(of.getKey())) {
                say(Kind.REPEATED, of.getKey() + " was called for " + of.getValue() + " times");
            }
        }
        return repeats;
    }

    private long excused(String name) {
        return flights.getOrDefault(name, List.of()).stream().filter(this::isExcused).count();
    }

    private boolean isExcused(Flight flight) {
        var job = jobsByPrompt.get(flight.prompt());
        var ended = job == null ? Instant.MAX : job.ended().orElse(Instant.MAX);
        return evidence.disruptions().stream()
                .filter(disruption -> disruption.worker() == flight.worker())
                .anyMatch(disruption -> disruption.excuses(flight, ended));
    }
}
