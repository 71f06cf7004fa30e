package io.ssalmuk.api.pool;

import io.ssalmuk.api.body.Parameters;
import io.ssalmuk.pool.CallTally;
import io.ssalmuk.pool.QuotaReport;
import io.ssalmuk.pool.QuotaReport.Filter;
import io.ssalmuk.pool.QuotaReport.Position;
import io.ssalmuk.quota.ProjectId;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = "/admin/quota", produces = MediaType.APPLICATION_JSON_VALUE)
final class QuotaController {

    private static final Duration AN_HOUR = Duration.ofHours(1);
    private static final Duration A_DAY = Duration.ofDays(1);

    private final QuotaReport report;
    private final CallTally tally;
    private final BucketNames buckets;
    private final NamedProjects projects;

    QuotaController(
            QuotaReport report, CallTally tally, BucketNames buckets, NamedProjects projects) {
        this.report = report;
        this.tally = tally;
        this.buckets = buckets;
        this.projects = projects;
    }

    @GetMapping
    AccountDocument.Page accounts(@RequestParam MultiValueMap<String, String> parameters) {
        var values = new Parameters(parameters.toSingleValueMap());
        var query = PageQuery.read(values, "model", "project");
        var filter =
                new Filter(
                        projects.filter(values).map(ProjectId::value),
                        Optional.ofNullable(
                                values.read("model", this::bucket, "the name of a model")));
        var after = new Position(query.after().id(), query.after().name());
        return AccountDocument.Page.of(
                report.page(filter, after, query.limit() + 1), query.limit());
    }

    private @Nullable String bucket(String model) {
        var name = model.startsWith("models/") ? model.substring("models/".length()) : model;
        return name.isBlank() || name.indexOf('\0') >= 0 ? null : buckets.of(name);
    }

    @GetMapping("/summary")
    Summary summary() {
        return new Summary(
                Summary.Period.of(tally.since(AN_HOUR)), Summary.Period.of(tally.since(A_DAY)));
    }
}
