package io.ssalmuk.api.pool;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ssalmuk.api.body.Parameters;
import io.ssalmuk.pool.AuditTrail;
import io.ssalmuk.pool.AuditTrail.Entry;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
final class AuditController {

    private final AuditTrail trail;

    AuditController(AuditTrail trail) {
        this.trail = trail;
    }

    @GetMapping(path = "/admin/audit", produces = MediaType.APPLICATION_JSON_VALUE)
    AuditPage list(@RequestParam MultiValueMap<String, String> parameters) {
        var query = PageQuery.read(new Parameters(parameters.toSingleValueMap()));
        long before = query.after().id() == 0 ? Long.MAX_VALUE : query.after().id();
        return AuditPage.of(trail.before(before, query.limit() + 1), query.limit());
    }

    /** A page of changes, the latest first. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record AuditPage(List<Change> changes, @Nullable String nextCursor) {

        static AuditPage of(List<Entry> entries, int limit) {
            var shown = entries.stream().limit(limit).toList();
            return new AuditPage(
                    shown.stream().map(Change::of).toList(),
                    entries.size() > limit
                            ? new PageQuery.Place(shown.getLast().id(), "").cursor()
                            : null);
        }
    }

    /** Who changed what, when, from where. */
    record Change(
            Instant at, String who, String origin, String action, String subject, String detail) {

        static Change of(Entry entry) {
            return new Change(
                    entry.at(),
                    entry.who(),
                    entry.origin(),
                    entry.action(),
                    entry.subject(),
                    entry.detail());
        }
    }
}
