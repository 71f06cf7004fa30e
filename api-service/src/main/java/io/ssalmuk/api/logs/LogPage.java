package io.ssalmuk.api.logs;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ssalmuk.job.UsageEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the log, newest first.
 *
 * @param nextCursor to ask for the next page with; none when there is no more
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record LogPage(List<LogEntry> logs, @Nullable String nextCursor) {

    static LogPage of(List<UsageEntry> entries, int limit) {
        var shown = entries.stream().limit(limit).toList();
        return new LogPage(
                shown.stream().map(LogEntry::of).toList(),
                entries.size() > limit ? Cursors.write(shown.getLast().mark()) : null);
    }
}
