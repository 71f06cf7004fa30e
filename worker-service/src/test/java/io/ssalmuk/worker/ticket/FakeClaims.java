package io.ssalmuk.worker.ticket;

import io.ssalmuk.job.Body;
import io.ssalmuk.job.CallFacts;
import io.ssalmuk.job.Claim;
import io.ssalmuk.job.Claimant;
import io.ssalmuk.job.JobClaims;
import io.ssalmuk.job.JobError;
import io.ssalmuk.job.JobId;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/** One job's claims, and what was done with them, in words. */
final class FakeClaims implements JobClaims {

    private final AtomicReference<Optional<Claim>> claim = new AtomicReference<>(Optional.empty());
    private final AtomicReference<UUID> dead = new AtomicReference<>(new UUID(0, 0));
    private final AtomicBoolean fenced = new AtomicBoolean();
    private final AtomicBoolean streaming = new AtomicBoolean();
    private final Deque<RuntimeException> failures = new ConcurrentLinkedDeque<>();
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final List<Claimant> claimants = new CopyOnWriteArrayList<>();
    private final List<Claimant> disowned = new CopyOnWriteArrayList<>();
    private final List<CallFacts> logged = new CopyOnWriteArrayList<>();

    static FakeClaims of(Claim claim) {
        var claims = new FakeClaims();
        claims.claim.set(Optional.of(claim));
        return claims;
    }

    static FakeClaims ofNothing() {
        return new FakeClaims();
    }

    /** From now on, another attempt has the job. */
    FakeClaims fenced() {
        fenced.set(true);
        return this;
    }

    /** The next write or claim fails so. */
    FakeClaims failing(RuntimeException failure) {
        failures.add(failure);
        return this;
    }

    /** This boot claims nothing any more. */
    void bury(UUID boot) {
        dead.set(boot);
    }

    /** What goes into the usage log with each end. */
    List<CallFacts> logged() {
        return logged;
    }

    /** Who tried to claim. */
    List<Claimant> claimants() {
        return claimants;
    }

    /** Whose claims were given up. */
    List<Claimant> disowned() {
        return disowned;
    }

    List<String> said() {
        return said;
    }

    private boolean say(String what) {
        var failure = failures.poll();
        if (failure != null) {
            throw failure;
        }
        said.add(what);
        return !fenced.get();
    }

    @Override
    public Optional<Claim> claim(JobId job, Claimant by) {
        claimants.add(by);
        say("claim");
        return by.boot().equals(dead.get()) ? Optional.empty() : claim.get();
    }

    @Override
    public boolean holds(Claim held) {
        return !fenced.get();
    }

    @Override
    public boolean disown(JobId job, Claimant by) {
        boolean given = say("disown");
        disowned.add(by);
        return given;
    }

    @Override
    public boolean complete(Claim done, Body result, CallFacts call) {
        logged.add(call);
        return say("complete " + result.text());
    }

    @Override
    public boolean fail(Claim done, JobError error, CallFacts call) {
        logged.add(call);
        return say("fail " + error.code());
    }

    @Override
    public boolean expire(Claim done, JobError error, CallFacts call) {
        logged.add(call);
        return say("expire " + error.code());
    }

    @Override
    public boolean cancel(Claim done, CallFacts call) {
        logged.add(call);
        return say("cancel");
    }

    @Override
    public boolean cancelQueued(JobId job) {
        return say("cancel queued");
    }

    @Override
    public boolean streams(Claim begun) {
        boolean noted = say("streams");
        streaming.set(noted);
        return noted;
    }

    @Override
    public boolean release(Claim done) {
        return say("release") && !streaming.get();
    }

    @Override
    public boolean retryAfter(Claim done, Duration pause) {
        return say("retry after " + pause.toMillis()) && !streaming.get();
    }

    @Override
    public boolean park(JobId job, Duration pause) {
        return say("park " + pause);
    }
}
