package io.ssalmuk.api.jobs;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ssalmuk.job.JobList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a client's jobs, newest first.
 *
 * @param nextCursor to ask for the next page with; none when there is no more
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record JobPage(List<JobSummary> jobs, @Nullable String nextCursor) {

    static JobPage of(JobList.Page page) {
        return new JobPage(
                page.jobs().stream().map(JobSummary::of).toList(),
                page.next().map(JobCursor::write).orElse(null));
    }
}
