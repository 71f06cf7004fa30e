package io.ssalmuk.worker.warden;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.ssalmuk.pool.QuotaReport;
import io.ssalmuk.pool.QuotaReport.Account;
import io.ssalmuk.pool.QuotaReport.Meter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The accounts of the buckets in use as gauges. Every worker shows all of them, for they are the
 * cluster's: take the maximum over workers, not the sum.
 */
@Component
final class PoolGauges {

    /** More series than a scrape should carry are left out, the later projects first. */
    private static final int MOST = 1_000;

    private static final Duration EVERY = Duration.ofSeconds(15);

    private final QuotaReport report;
    private final MultiGauge limit;
    private final MultiGauge used;
    private final MultiGauge remaining;
    private final MultiGauge rest;
    private final MultiGauge keys;
    private final AtomicLong last = new AtomicLong(System.nanoTime() - EVERY.toNanos());

    PoolGauges(QuotaReport report, MeterRegistry meters) {
        this.report = report;
        this.limit = gauge(meters, "ssalmuk.quota.limit", "what a project may do, by dimension");
        this.used = gauge(meters, "ssalmuk.quota.used", "what of it is taken");
        this.remaining = gauge(meters, "ssalmuk.quota.remaining", "what of it is left");
        this.rest =
                gauge(
                        meters,
                        "ssalmuk.quota.rests.until",
                        "until when it rests, in seconds since 1970; 0: it does not");
        this.keys = gauge(meters, "ssalmuk.keys", "Gemini keys, by state");
    }

    private static MultiGauge gauge(MeterRegistry meters, String name, String description) {
        return MultiGauge.builder(name).description(description).register(meters);
    }

    void refresh() {
        long now = System.nanoTime();
        if (now - last.get() < EVERY.toNanos()) {
            return;
        }
        last.set(now);
        var accounts = report.inUse(MOST);
        limit.register(rows(accounts, meter -> figure(meter.limit())), true);
        used.register(rows(accounts, meter -> meter.used() + meter.reserved()), true);
        remaining.register(rows(accounts, meter -> figure(meter.remaining())), true);
        rest.register(accounts.stream().map(PoolGauges::rest).toList(), true);
        var health = report.health();
        keys.register(
                List.of(
                        key("active", health.activeKeys()),
                        key("quarantined", health.quarantinedKeys()),
                        key("disabled", health.disabledKeys())),
                true);
    }

    private static double figure(@Nullable Long value) {
        return value == null ? Double.POSITIVE_INFINITY : value;
    }

    private static MultiGauge.Row<?> key(String state, int count) {
        return MultiGauge.Row.of(Tags.of("state", state), count);
    }

    private static MultiGauge.Row<?> rest(Account account) {
        var until = account.restsUntil();
        return MultiGauge.Row.of(tags(account), until == null ? 0 : until.getEpochSecond());
    }

    private static Tags tags(Account account) {
        return Tags.of("project", account.project(), "bucket", account.bucket());
    }

    private static List<MultiGauge.Row<?>> rows(
            List<Account> accounts, ToDoubleFunction<Meter> figure) {
        var rows = new ArrayList<MultiGauge.Row<?>>();
        for (var account : accounts) {
            rows.add(row(account, "rpm", figure.applyAsDouble(account.minute())));
            rows.add(row(account, "tpm", figure.applyAsDouble(account.tokens())));
            rows.add(row(account, "rpd", figure.applyAsDouble(account.day())));
        }
        return rows;
    }

    private static MultiGauge.Row<?> row(Account account, String dimension, double value) {
        return MultiGauge.Row.of(tags(account).and("dimension", dimension), value);
    }
}
