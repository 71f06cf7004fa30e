package io.ssalmuk.api.result;

import io.ssalmuk.client.ClientId;
import io.ssalmuk.job.Job;
import io.ssalmuk.job.JobId;
import io.ssalmuk.job.Jobs;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.springframework.dao.DataAccessResourceFailureException;

final class InMemoryJobs implements Jobs {

    final AtomicInteger sweeps = new AtomicInteger();
    final AtomicBoolean away = new AtomicBoolean();

    private final Map<JobId, Owned> jobs = new ConcurrentHashMap<>();

    void put(Job job, ClientId owner) {
        jobs.put(job.id(), new Owned(job, owner));
    }

    @Override
    public Optional<Job> find(JobId id, ClientId owner) {
        return Optional.ofNullable(jobs.get(id))
                .filter(owned -> owned.owner().equals(owner))
                .map(Owned::job);
    }

    @Override
    public Set<JobId> ended(Collection<JobId> ids) {
        sweeps.incrementAndGet();
        if (away.get()) {
            throw new DataAccessResourceFailureException("away");
        }
        return ids.stream()
                .filter(id -> jobs.containsKey(id) && jobs.get(id).job().state().ended())
                .collect(Collectors.toSet());
    }

    private record Owned(Job job, ClientId owner) {}
}
