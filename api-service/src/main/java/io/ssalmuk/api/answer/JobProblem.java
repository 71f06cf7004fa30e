package io.ssalmuk.api.answer;

import io.ssalmuk.job.Job;
import io.ssalmuk.job.JobError;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/** A job that did not complete, as the refusal of the request that waited for it. */
final class JobProblem {

    private static final JobError CANCELLED =
            new JobError("CANCELLED", null, "The job was cancelled.");

    /** Of the 4xx, these say nothing against the request. */
    private static final Set<Integer> NOT_THE_REQUESTS = Set.of(401, 408, 429);

    private JobProblem() {}

    static ResponseEntity<Object> of(Job job) {
        var error = Objects.requireNonNullElse(job.error(), CANCELLED);
        var problem = problem(error);
        problem.setProperty("request_id", job.id().toString());
        problem.setProperty("code", error.code());
        if (error.upstreamStatus() != null) {
            problem.setProperty("upstream_status", error.upstreamStatus());
        }
        return ResponseEntity.status(problem.getStatus())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }

    private static ProblemDetail problem(JobError error) {
        if (error.code().equals(JobError.DEADLINE_EXCEEDED.code())) {
            return ProblemDetail.forStatusAndDetail(
                    HttpStatus.GATEWAY_TIMEOUT, error.message() + ".");
        }
        return isTheRequests(error.upstreamStatus())
                ? ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, error.message())
                : ProblemDetail.forStatusAndDetail(
                        HttpStatus.BAD_GATEWAY,
                        "There is no answer from Gemini to be had for this request: "
                                + error.message());
    }

    private static boolean isTheRequests(@Nullable Integer status) {
        return status != null
                && status >= 400
                && status < 500
                && !NOT_THE_REQUESTS.contains(status);
    }
}
