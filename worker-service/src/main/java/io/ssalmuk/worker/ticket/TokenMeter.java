package io.ssalmuk.worker.ticket;

import io.ssalmuk.estimate.TokenRatios;
import io.ssalmuk.job.Body;
import io.ssalmuk.job.Claim;
import io.ssalmuk.job.JobId;
import io.ssalmuk.quota.Permit;
import io.ssalmuk.quota.QuotaLedger;
import io.ssalmuk.worker.permit.PermitGate;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionOperations;

/** Replaces what a call was thought to cost by what it did cost, here and in later estimates. */
@Component
final class TokenMeter {

    private static final Logger log = LoggerFactory.getLogger(TokenMeter.class);

    /** What was learned is written in one go, for all of a client's calls change one row. */
    private static final Duration GATHER = Duration.ofSeconds(2);

    private final QuotaLedger ledger;
    private final PermitGate gate;
    private final TokenRatios ratios;
    private final Alarms alarms;
    private final TransactionOperations transactions;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<JobId, Long> counted = new LinkedHashMap<>();

    TokenMeter(
            QuotaLedger ledger,
            PermitGate gate,
            TokenRatios ratios,
            Alarms alarms,
            TransactionOperations transactions) {
        this.ledger = ledger;
        this.gate = gate;
        this.ratios = ratios;
        this.alarms = alarms;
        this.transactions = transactions;
    }

    /** The end of a job, and what its call was counted as, in one transaction. */
    BooleanSupplier with(Permit permit, Body answer, BooleanSupplier end) {
        var counted = CountedInput.of(answer);
        return counted.isPresent() ? () -> both(permit, counted.getAsLong(), end) : end;
    }

    /** Neither is lost without the other; and a count that cannot be written costs nobody a job. */
    private boolean both(Permit permit, long tokens, BooleanSupplier end) {
        try {
            return transactions.execute(_ -> {
                // The bucket first, then the job: as everybody who locks both.
                ledger.settle(permit, tokens);
                return end.getAsBoolean();
            });
        } catch (NonTransientDataAccessException e) {
            if (e instanceof DataAccessResourceFailureException) {
                throw e; // PostgreSQL is away, and comes back.
            }
            log.warn("a call of {} stays as estimated: {}", permit.bucket(), e.getMessage());
            return end.getAsBoolean();
        }
    }

    /** What was counted is written: those who wait may know, and later estimates. */
    void settled(Claim claim, Permit permit, Body answer) {
        var counted = CountedInput.of(answer);
        if (counted.isPresent()) {
            if (counted.getAsLong() < permit.tokens()) {
                gate.freed(permit);
            }
            learn(claim.job(), counted.getAsLong());
        }
    }

    private void learn(JobId job, long tokens) {
        lock.lock();
        try {
            if (counted.isEmpty()) {
                alarms.in(GATHER, this::write);
            }
            counted.put(job, tokens);
        } finally {
            lock.unlock();
        }
    }

    private Map<JobId, Long> takeAll() {
        lock.lock();
        try {
            var all = Map.copyOf(counted);
            counted.clear();
            return all;
        } finally {
            lock.unlock();
        }
    }

    private void write() {
        try {
            ratios.learn(takeAll());
        } catch (DataAccessException | TransactionException e) {
            log.info("what some calls cost is not learned from: {}", e.getMessage());
        }
    }
}
