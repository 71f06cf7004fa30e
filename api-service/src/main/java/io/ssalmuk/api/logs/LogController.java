package io.ssalmuk.api.logs;

import io.ssalmuk.api.body.Parameters;
import io.ssalmuk.job.UsageLog;
import org.springframework.http.MediaType;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
final class LogController {

    private final UsageLog log;

    LogController(UsageLog log) {
        this.log = log;
    }

    @GetMapping(path = "/admin/logs", produces = MediaType.APPLICATION_JSON_VALUE)
    LogPage logs(@RequestParam MultiValueMap<String, String> parameters) {
        var query = LogQuery.read(new Parameters(parameters.toSingleValueMap()));
        // One more than is shown tells whether there is another page.
        var entries = log.page(query.filter(), query.before(), query.limit() + 1);
        return LogPage.of(entries, query.limit());
    }
}
