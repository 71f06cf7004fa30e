package io.ssalmuk.api.jobs;

import io.ssalmuk.api.body.Field;
import io.ssalmuk.api.body.JsonBody;
import io.ssalmuk.api.body.Parameters;
import io.ssalmuk.api.result.JobDocument;
import io.ssalmuk.api.terms.TermsReader;
import io.ssalmuk.client.ClientId;
import io.ssalmuk.job.JobList;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A client's own jobs. */
@RestController
final class JobController {

    private final JobList list;
    private final OwnJobs jobs;
    private final CancelDesk cancels;
    private final RetryDesk retries;
    private final TermsReader terms;

    JobController(
            JobList list, OwnJobs jobs, CancelDesk cancels, RetryDesk retries, TermsReader terms) {
        this.list = list;
        this.jobs = jobs;
        this.cancels = cancels;
        this.retries = retries;
        this.terms = terms;
    }

    @GetMapping(path = "/api/jobs", produces = MediaType.APPLICATION_JSON_VALUE)
    JobPage list(ClientId client, @RequestParam MultiValueMap<String, String> parameters) {
        var query = JobQuery.read(new Parameters(parameters.toSingleValueMap()));
        return JobPage.of(list.page(client, query.filter(), query.before(), query.limit()));
    }

    @DeleteMapping(path = "/api/jobs/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<JobDocument> delete(ClientId client, @PathVariable String id) {
        return cancels.cancel(client, id);
    }

    /** For those who cannot send a DELETE. */
    @PostMapping(path = "/api/jobs/{id}/cancel", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<JobDocument> cancel(ClientId client, @PathVariable String id) {
        return cancels.cancel(client, id);
    }

    @PostMapping(
            path = "/api/jobs/{id}/retry",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<RetriedDocument> retry(
            ClientId client,
            @PathVariable String id,
            @RequestBody(required = false) byte @Nullable [] body,
            HttpServletRequest request) {
        var old = jobs.find(client, id);
        var root = order(body);
        root.allowOnly(TermsReader.MEMBERS);
        return retries.retry(client, old, terms.read(root, request));
    }

    /** Most say nothing of their own. */
    private static Field order(byte @Nullable [] body) {
        return JsonBody.read(body == null || body.length == 0 ? new byte[] {'{', '}'} : body);
    }
}
