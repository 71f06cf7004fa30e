package io.ssalmuk.simulator.control;

import io.ssalmuk.simulator.answer.AnswerStyle;
import io.ssalmuk.simulator.catalogue.ModelCard;
import io.ssalmuk.simulator.clock.MutableClock;
import io.ssalmuk.simulator.fault.FaultOrder;
import io.ssalmuk.simulator.files.StoredFile;
import io.ssalmuk.simulator.journal.BodyLog.RawCall;
import io.ssalmuk.simulator.journal.CallEntry;
import io.ssalmuk.simulator.project.ApiKey;
import io.ssalmuk.simulator.project.KeyState;
import io.ssalmuk.simulator.project.Project;
import io.ssalmuk.simulator.project.Tier;
import io.ssalmuk.simulator.quota.Bucket;
import io.ssalmuk.simulator.quota.BucketReport;
import io.ssalmuk.simulator.quota.Limits;
import io.ssalmuk.simulator.quota.QuotaRules;
import io.ssalmuk.simulator.upstream.Pace;
import io.ssalmuk.simulator.upstream.Surroundings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** All that a running simulator lets a test see and change; the same in Java as under /_sim. */
public final class Controls {
    private final Surroundings inside;

    public Controls(Surroundings inside) {
        this.inside = inside;
    }

    public List<ApiKey> keys() {
        return inside.projects().keys();
    }

    public KeyState stateOf(ApiKey key) {
        return inside.projects().stateOf(key);
    }

    /** Adds keys to a project, and the project if it is new. */
    public List<ApiKey> addKeys(String project, Tier tier, List<String> secrets) {
        return inside.projects().add(project, tier, secrets);
    }

    /** Kills or revives one key, by name or secret, or all keys of a project, by its id. */
    public void setKeyState(String keyOrProject, KeyState state) {
        inside.projects().setState(keyOrProject, state);
    }

    public void addModel(String name, String bucket) {
        inside.catalogue().add(name, bucket);
    }

    /**
     * Project and model may each be {@code *}; a model stands for the bucket its quota is kept in.
     */
    public void setLimits(String project, String model, Limits limits) {
        inside.quotas().setLimits(project, inside.catalogue().bucketOf(model), limits);
    }

    /** Somebody else spends so many requests a minute, at the start of each or evenly. */
    public void setOtherUse(String project, String model, long perMinute, boolean evenly) {
        inside.quotas().setOthers(bucket(project, model), perMinute, evenly);
    }

    public void changeRules(UnaryOperator<QuotaRules> change) {
        inside.quotas().changeRules(change);
    }

    public QuotaRules rules() {
        return inside.quotas().rules();
    }

    public void changePace(UnaryOperator<Pace> change) {
        inside.pace().updateAndGet(change);
    }

    /** Answers take from mean minus jitter to mean plus jitter, evenly distributed. */
    public void setLatency(Duration mean, Duration jitter) {
        changePace(pace -> pace.withReply(Pace.around(mean, jitter, inside.random())));
    }

    /** Calls reach the quota's decision late by anything up to this. */
    public void setArrivalJitter(Duration most) {
        Duration half = most.dividedBy(2);
        changePace(pace -> pace.withArrival(Pace.around(half, half, inside.random())));
    }

    public void changeAnswers(UnaryOperator<AnswerStyle> change) {
        inside.writer().changeStyle(change);
    }

    /** How long a file is PROCESSING that is uploaded from now on. */
    public void setFileProcessing(Duration time) {
        inside.files().setProcessing(time);
    }

    /** Every project's files. */
    public List<StoredFile> files() {
        return inside.files().all();
    }

    /** How many files each project was sent to the end, also those that are gone. */
    public Map<String, Long> uploads() {
        return inside.files().uploaded();
    }

    /** Every file is gone, as if it had expired. */
    public void loseFiles() {
        inside.files().lose();
    }

    /** Whether files that are uploaded from now on end as FAILED. */
    public void setFilesFailing(boolean all) {
        inside.files().setFailing(all);
    }

    /** Answers the number by which the fault can be taken back. */
    public long addFault(FaultOrder order) {
        return inside.faults().add(order);
    }

    public void removeFault(long id) {
        inside.faults().remove(id);
    }

    public void clearFaults() {
        inside.faults().clear();
    }

    public Map<Long, FaultOrder> faults() {
        return inside.faults().standing();
    }

    public List<BucketReport> ledger() {
        return inside.quotas().report();
    }

    /** One bucket's part of the ledger; empty if nothing was ever asked of it. */
    public Optional<BucketReport> ledger(String project, String model) {
        String bucket = inside.catalogue().bucketOf(model);
        return ledger().stream()
                .filter(each -> each.project().equals(project) && each.model().equals(bucket))
                .findFirst();
    }

    /** Calls after the one with the given number, oldest first, at most so many. */
    public List<CallEntry> calls(long since, int most) {
        return inside.calls().since(since, most);
    }

    /** How many calls ended in which way. */
    public Map<String, Long> outcomes() {
        return inside.calls().outcomes();
    }

    public List<RawCall> bodies() {
        return inside.bodies().all();
    }

    public Instant now() {
        return inside.clock().instant();
    }

    public void advance(Duration by) {
        clock().advance(by);
    }

    public void advanceTo(Instant instant) {
        clock().advanceTo(instant);
    }

    /** Forgets all that happened and all that is to go wrong; projects, limits and rules stay. */
    public void reset() {
        inside.quotas().clear();
        inside.faults().clear();
        inside.calls().clear();
        inside.bodies().clear();
        inside.files().clear();
        inside.projects().reviveAll();
    }

    private MutableClock clock() {
        if (inside.clock() instanceof MutableClock clock) {
            return clock;
        }
        throw new IllegalStateException(
                "This simulator's clock is not its own; start it with a MutableClock to set it");
    }

    private Bucket bucket(String project, String model) {
        Project owner =
                inside.projects().all().stream()
                        .filter(each -> each.id().equals(project))
                        .findFirst()
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "There is no project called " + project));
        String bucket = inside.catalogue().bucketOf(model);
        return new Bucket(owner, bucket, ModelCard.embeds(bucket));
    }
}
