package io.ssalmuk.simulator;

import io.ssalmuk.simulator.answer.AnswerStyle;
import io.ssalmuk.simulator.answer.Answerer;
import io.ssalmuk.simulator.clock.MutableClock;
import io.ssalmuk.simulator.clock.Pauser;
import io.ssalmuk.simulator.control.Controls;
import io.ssalmuk.simulator.fault.FaultOrder;
import io.ssalmuk.simulator.project.Tier;
import io.ssalmuk.simulator.quota.DayHint;
import io.ssalmuk.simulator.quota.Limits;
import io.ssalmuk.simulator.quota.QuotaBook;
import io.ssalmuk.simulator.quota.QuotaRules;
import io.ssalmuk.simulator.quota.WindowKind;
import io.ssalmuk.simulator.upstream.Pace;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Prepares a simulator. Left alone it has one free project with one key, the catalogue's limits, a
 * clock that ticks, and no faults. Most of it can be changed later too, by the simulator's
 * controls.
 */
public final class SimulatorBuilder {
    private final AtomicReference<Frame> frame = new AtomicReference<>(Frame.usual());
    private final List<Consumer<Controls>> steps = new ArrayList<>();

    SimulatorBuilder() {}

    /** Zero, as by default, takes any free port. */
    public SimulatorBuilder port(int port) {
        return framed(now -> now.listening(now.host(), port));
    }

    /** The address to listen on; the loopback by default. */
    public SimulatorBuilder host(String host) {
        return framed(now -> now.listening(host, now.port()));
    }

    /** Free projects called project-1, project-2, … of so many keys each. */
    public SimulatorBuilder projects(int count, int keysPerProject) {
        return projects(count, keysPerProject, Tier.FREE);
    }

    public SimulatorBuilder projects(int count, int keysPerProject, Tier tier) {
        return step(controls -> NumberedProjects.add(controls, count, keysPerProject, tier));
    }

    /** Keys of the given values, in a project of that name. */
    public SimulatorBuilder project(String id, Tier tier, String... keys) {
        return step(controls -> controls.addKeys(id, tier, List.of(keys)));
    }

    /**
     * Limits of every model of every project that has none of its own; replaces the catalogue's.
     */
    public SimulatorBuilder limits(Limits limits) {
        return limits(QuotaBook.ANY, QuotaBook.ANY, limits);
    }

    /** Limits of a model, and of all others of its bucket, in every project. */
    public SimulatorBuilder limits(String model, Limits limits) {
        return limits(QuotaBook.ANY, model, limits);
    }

    public SimulatorBuilder limits(String project, String model, Limits limits) {
        return step(controls -> controls.setLimits(project, model, limits));
    }

    public SimulatorBuilder model(String name, String bucket) {
        return step(controls -> controls.addModel(name, bucket));
    }

    public SimulatorBuilder window(WindowKind kind) {
        return rules(now -> now.with(kind));
    }

    public SimulatorBuilder dayHint(DayHint hint) {
        return rules(now -> now.with(hint));
    }

    /** Whether a 429 spends a request; no by default. */
    public SimulatorBuilder refusalsCount(boolean counting) {
        return rules(now -> now.withRefusalsCounting(counting));
    }

    /** Whether a 503 spends quota; yes by default. */
    public SimulatorBuilder unavailableCounts(boolean counting) {
        return rules(now -> now.withUnavailableCounting(counting));
    }

    /** The simulator's time; only a MutableClock can be set by its controls. */
    public SimulatorBuilder clock(InstantSource clock) {
        return framed(now -> now.timed(clock, now.pauser()));
    }

    /** Where latencies and gaps are waited for. */
    public SimulatorBuilder pauser(Pauser pauser) {
        return framed(now -> now.timed(now.clock(), pauser));
    }

    /** Time and pauses both by this clock, so that advancing it ends the pauses. */
    public SimulatorBuilder virtualTime(MutableClock clock) {
        return clock(clock).pauser(clock);
    }

    /** What decides on random faults and delays. */
    public SimulatorBuilder seed(long seed) {
        return framed(now -> now.seeded(seed));
    }

    /** The time from a quota's decision to the answer, drawn for each call. */
    public SimulatorBuilder latency(Supplier<Duration> delay) {
        return pace(now -> now.withReply(delay));
    }

    public SimulatorBuilder latency(Duration mean, Duration jitter) {
        return step(controls -> controls.setLatency(mean, jitter));
    }

    /** The time from the caller to the quota's decision, drawn for each call. */
    public SimulatorBuilder arrivalDelay(Supplier<Duration> delay) {
        return pace(now -> now.withArrival(delay));
    }

    /** Calls arrive late by anything up to this. */
    public SimulatorBuilder arrivalJitter(Duration most) {
        return step(controls -> controls.setArrivalJitter(most));
    }

    public SimulatorBuilder slowFirstByte(Duration time) {
        return pace(now -> now.withSlowFirstByte(time));
    }

    public SimulatorBuilder streaming(int chunks, Duration gap) {
        return style(now -> now.withChunks(chunks)).pace(now -> now.withChunkGap(gap));
    }

    public SimulatorBuilder fault(FaultOrder order) {
        return step(controls -> controls.addFault(order));
    }

    /** The text that answers a prompt; the prompt's own by default. */
    public SimulatorBuilder answers(Answerer answerer) {
        return style(now -> now.with(answerer));
    }

    /** Every prompt counts as so many tokens, whatever its length. */
    public SimulatorBuilder promptTokens(long tokens) {
        return style(now -> now.withPromptTokens(OptionalLong.of(tokens)));
    }

    /** Fields that the simulator does not know come back under {@code simulatorUnknown}. */
    public SimulatorBuilder echoUnknown(boolean echoed) {
        return style(now -> now.withUnknownEchoed(echoed));
    }

    /** How long an uploaded file is PROCESSING. */
    public SimulatorBuilder fileProcessing(Duration time) {
        return step(controls -> controls.setFileProcessing(time));
    }

    /** How many calls the log holds, and how many raw bodies; a million and none by default. */
    public SimulatorBuilder keep(int calls, int bodies) {
        return framed(now -> now.keeping(calls, bodies));
    }

    public GeminiSimulator start() {
        return GeminiSimulator.start(frame.get(), List.copyOf(steps));
    }

    SimulatorBuilder step(Consumer<Controls> step) {
        steps.add(step);
        return this;
    }

    private SimulatorBuilder framed(UnaryOperator<Frame> change) {
        frame.updateAndGet(change);
        return this;
    }

    private SimulatorBuilder rules(UnaryOperator<QuotaRules> change) {
        return step(controls -> controls.changeRules(change));
    }

    private SimulatorBuilder pace(UnaryOperator<Pace> change) {
        return step(controls -> controls.changePace(change));
    }

    private SimulatorBuilder style(UnaryOperator<AnswerStyle> change) {
        return step(controls -> controls.changeAnswers(change));
    }
}
