package io.ssalmuk.api.pool;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ssalmuk.pool.QuotaReport.Account;
import io.ssalmuk.pool.QuotaReport.Meter;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A project's account with a model bucket. What does not apply is left out. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record AccountDocument(
        Owner project,
        String model,
        MeterDocument requestsPerMinute,
        MeterDocument inputTokensPerMinute,
        MeterDocument requestsPerDay,
        @Nullable Integer workingLimit,
        @Nullable Cooldown cooldown) {

    /** Whose account it is. */
    record Owner(String id, String name, String tier) {}

    /** Why it rests, and until when. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Cooldown(Instant until, @Nullable String reason) {}

    /** A limit, who said so, and what is taken of it; without a limit, nothing remains or ends. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record MeterDocument(
            @Nullable Long limit,
            String source,
            long used,
            long reserved,
            @Nullable Long remaining,
            @Nullable Instant resetsAt) {

        static MeterDocument of(Meter meter, @Nullable Instant resetsAt) {
            return new MeterDocument(
                    meter.limit(),
                    meter.source(),
                    meter.used(),
                    meter.reserved(),
                    meter.remaining(),
                    resetsAt);
        }
    }

    static AccountDocument of(Account account) {
        var until = account.restsUntil();
        return new AccountDocument(
                new Owner(Long.toString(account.projectId()), account.project(), account.tier()),
                account.bucket(),
                MeterDocument.of(account.minute(), account.minuteResetsAt()),
                MeterDocument.of(account.tokens(), account.minuteResetsAt()),
                MeterDocument.of(account.day(), account.dayResetsAt()),
                account.working(),
                until == null ? null : new Cooldown(until, account.reason()));
    }

    /** A page, in the order of projects and buckets. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Page(List<AccountDocument> quota, @Nullable String nextCursor) {

        static Page of(List<Account> accounts, int limit) {
            var shown = accounts.stream().limit(limit).toList();
            return new Page(
                    shown.stream().map(AccountDocument::of).toList(),
                    accounts.size() > limit ? cursor(shown.getLast()) : null);
        }

        private static String cursor(Account last) {
            return new PageQuery.Place(last.projectId(), last.bucket()).cursor();
        }
    }
}
