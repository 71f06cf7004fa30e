package io.ssalmuk.job;

import io.ssalmuk.file.ContentHash;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The files of {@link InMemoryJobs}. */
public final class InMemoryJobFiles implements JobFiles {

    private final InMemoryJobs jobs;
    private final Set<JobId> released = new HashSet<>();

    public InMemoryJobFiles(InMemoryJobs jobs) {
        this.jobs = jobs;
    }

    @Override
    public synchronized List<JobFile> of(JobId job) {
        return released.contains(job)
                ? List.of()
                : jobs.request(job).map(JobRequest::files).orElse(List.of());
    }

    @Override
    public synchronized Set<ContentHash> release(JobId job) {
        if (jobs.ended(Set.of(job)).isEmpty()) {
            return Set.of();
        }
        var contents = of(job).stream().map(JobFile::hash).collect(Collectors.toSet());
        released.add(job);
        return contents;
    }

    @Override
    public synchronized int releaseEnded() {
        return jobs.ended(jobs.ids()).stream()
                .mapToInt(job -> {
                    int files = of(job).size();
                    released.add(job);
                    return files;
                })
                .sum();
    }
}
