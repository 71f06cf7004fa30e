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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

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
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<JobId, Long> counted = new LinkedHashMap<>();

    TokenMeter(QuotaLedger ledger, PermitGate gate, TokenRatios ratios, Alarms alarms) {
        this.ledger = ledger;
        this.gate = gate;
        this.ratios = ratios;
        this.alarms = alarms;
    }

    /** The answer is stored already: whatever fails here costs some accuracy, and nobody a job. */
    void settle(Claim claim, Permit permit, Body answer) {
        var counted = CountedInput.of(answer);
        if (counted.isPresent()) {
            settle(permit, counted.getAsLong());
            learn(claim.job(), counted.getAsLong());
        }
    }

    private void settle(Permit permit, long tokens) {
        try {
            ledger.settle(permit, tokens);
            if (tokens < permit.tokens()) {
                gate.freed(permit);
            }
        } catch (DataAccessException | TransactionException e) {
            log.info("a call of {} stays as estimated: {}", permit.bucket(), e.getMessage());
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
