package io.ssalmuk.api.jobs;

import io.ssalmuk.api.submit.Terms;
import io.ssalmuk.api.submit.WaitingWork;
import io.ssalmuk.client.ClientId;
import io.ssalmuk.job.IdempotencyKey;
import io.ssalmuk.job.IdempotencyKeys;
import io.ssalmuk.job.JobId;
import io.ssalmuk.job.JobRetries;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;

/** Copies ended jobs, and has the copies served. */
@Component
final class Copies {

    private final JobRetries retries;
    private final IdempotencyKeys keys;
    private final WaitingWork work;
    private final InstantSource clock;

    Copies(JobRetries retries, IdempotencyKeys keys, WaitingWork work, InstantSource clock) {
        this.retries = retries;
        this.keys = keys;
        this.work = work;
        this.clock = clock;
    }

    JobRetries.Order order(Terms terms) {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return new JobRetries.Order(now, terms.maxAttempts(), terms.job());
    }

    /** Not made when something is missing, or the key was used before. */
    boolean make(JobId old, JobId copy, JobRetries.Order order) {
        return make(Map.of(old, copy), order) == 1;
    }

    /** Answers how many were made. */
    int makeAll(Collection<JobId> olds, JobRetries.Order order) {
        return make(
                olds.stream().collect(Collectors.toMap(Function.identity(), _ -> JobId.next())),
                order);
    }

    private int make(Map<JobId, JobId> newIds, JobRetries.Order order) {
        int made = copied(newIds, order);
        if (made > 0) {
            work.workWaits();
        }
        return made;
    }

    /** One whose file was deleted this moment takes no other down with it. */
    private int copied(Map<JobId, JobId> newIds, JobRetries.Order order) {
        try {
            return retries.retry(newIds, order).size();
        } catch (DataIntegrityViolationException e) {
            return newIds.size() == 1 ? none(e) : oneByOne(newIds, order);
        }
    }

    private static int none(DataIntegrityViolationException e) {
        if (String.valueOf(e.getMessage()).contains("job_file_hash_fkey")) {
            return 0;
        }
        throw e;
    }

    private int oneByOne(Map<JobId, JobId> newIds, JobRetries.Order order) {
        return List.copyOf(newIds.entrySet()).stream()
                .mapToInt(pair -> copied(Map.of(pair.getKey(), pair.getValue()), order))
                .sum();
    }

    boolean knows(ClientId client, IdempotencyKey key) {
        return keys.find(client, key.text()).isPresent();
    }
}
