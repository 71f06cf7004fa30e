package io.ssalmuk.job;

import java.time.Duration;
import java.util.Optional;

/**
 * How workers take jobs up and put them down. Every method that puts a job down is fenced by the
 * claim's attempt and answers false, having changed nothing, when the claim is no longer the
 * newest.
 */
public interface JobClaims {

    /**
     * Takes a queued job for a worker boot and raises its attempt number. Empty when there is
     * nothing to do: the job runs elsewhere, is parked, has ended, its deadline has passed, or the
     * boot was declared dead.
     */
    Optional<Claim> claim(JobId job, Claimant by);

    /**
     * Puts a job back to waiting that may have been claimed so without the claimant's learning of
     * it, because the connection was lost in between. False when it was not, whoever has claimed it
     * otherwise.
     */
    boolean disown(JobId job, Claimant by);

    /**
     * Whether the claim still stands: a process that slept may have been taken for dead, and its
     * jobs be in other hands.
     */
    boolean holds(Claim claim);

    /** Ends the job with Google's answer, and logs what it used. */
    boolean complete(Claim claim, Body result, CallFacts call);

    /** Ends the job without an answer, and logs what it used. */
    boolean fail(Claim claim, JobError error, CallFacts call);

    /** Ends the job without an answer because its deadline passed, and logs what it used. */
    boolean expire(Claim claim, JobError error, CallFacts call);

    /** Ends the job because nobody wants the answer any more, and logs what it used. */
    boolean cancel(Claim claim, CallFacts call);

    /**
     * Ends a job that nobody wants any more and that no worker has claimed. False when a worker
     * has, or the job has ended.
     */
    boolean cancelQueued(JobId job);

    /**
     * Notes that chunks of the answer are about to leave. From here on the job cannot go back to
     * waiting, whoever tries: a second answer would not continue the first one.
     */
    boolean streams(Claim claim);

    /**
     * Back to waiting at no cost: quota was lacking, or the worker shuts down. False also for a
     * claim that streams.
     */
    boolean release(Claim claim);

    /** Back to waiting after a pause; one failure is counted. False for a claim that streams. */
    boolean retryAfter(Claim claim, Duration pause);

    /**
     * Parks a queued job whose ticket cannot be served for that long. False if it is not queued.
     */
    boolean park(JobId job, Duration pause);
}
