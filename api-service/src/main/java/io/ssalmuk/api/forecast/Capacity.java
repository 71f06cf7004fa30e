package io.ssalmuk.api.forecast;

import io.ssalmuk.api.problem.Refused;
import io.ssalmuk.client.ClientId;
import io.ssalmuk.job.Lane;
import io.ssalmuk.quota.Supply;
import io.ssalmuk.quota.Supply.Share;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Works out when a client's further requests could be answered. */
record Capacity(Figures figures, CapacityQuery query, Instant now) {

    /**
     * The part of all permits that come too late for their call. It matters where the last request
     * needs the last place of a window, and else waits for the next.
     */
    private static final double LOST = 0.005;

    CapacityDocument of(ClientId client) {
        refuseTooLarge();
        var order = figures.order();
        var ahead = order.ofNext(Lane.BULK, client, query.requests() - 1.0, 1);
        double others = ahead.jobs() - (query.requests() - 1);
        double tokens =
                order.tokens(query.requests(), (double) query.requests() * query.inputTokens());
        double calls = Math.floor((ahead.units() + 1) * (1 + LOST));
        var timetable = figures.timetable(tokens, Lane.BULK);
        var left = timetable.left(calls);
        var end = left.map(last -> Figures.later(last, now).plus(figures.callTime()));
        return new CapacityDocument(
                query.model().name(),
                query.model().bucket(),
                query.requests(),
                query.inputTokens(),
                end.orElse(null),
                end.map(this::seconds).orElse(null),
                binds(timetable, calls, tokens, left),
                room(),
                new CapacityDocument.Backlog(Math.round(order.jobs()), Math.round(others)));
    }

    /** No project takes more at once, however long one waits. */
    private void refuseTooLarge() {
        var shares = figures.supply().shares();
        if (shares.isEmpty() || shares.stream().anyMatch(share -> share.tpm() == null)) {
            return;
        }
        long most = shares.stream().mapToLong(share -> number(share.tpm())).max().orElse(0);
        if (query.inputTokens() > most) {
            throw Refused.field(
                    "input_tokens",
                    "input_tokens is what each request has, and must be at most %d: no project may take more at once."
                            .formatted(most));
        }
    }

    private static long number(@Nullable Number value) {
        return value == null ? 0 : value.longValue();
    }

    private double seconds(Instant end) {
        return Duration.between(now, end).toMillis() / 1000.0;
    }

    private String binds(Timetable timetable, double calls, double tokens, Optional<Instant> left) {
        if (left.isEmpty()) {
            return "projects";
        }
        if (!left.get().isAfter(now)) {
            return "nothing";
        }
        var endless = new Timetable(withoutDays(figures.supply()), tokens, false).left(calls);
        boolean day =
                endless.isPresent()
                        && endless.get().isBefore(left.get().minus(figures.supply().occupied()));
        return day ? "day" : timetable.tokensBind() ? "tokens" : "requests";
    }

    private static Supply withoutDays(Supply supply) {
        return new Supply(
                supply.at(),
                supply.today(),
                supply.occupied(),
                supply.kept(),
                supply.each(),
                supply.shares().stream().map(Capacity::withoutDays).toList());
    }

    private static Share withoutDays(Share share) {
        return new Share(
                share.rpm(),
                share.tpm(),
                null,
                share.taken(),
                share.tokensTaken(),
                null,
                share.restsUntil(),
                share.releases());
    }

    private CapacityDocument.Room room() {
        double requests = figures.timetable(1, Lane.INTERACTIVE).by(figures.supply().at());
        return new CapacityDocument.Room(
                requests >= Seats.PLENTY ? null : Long.valueOf(Math.round(requests)),
                sum(share -> left(share.tpm(), share)),
                sum(share -> share.dayLeft() == null ? null : Long.valueOf(share.dayLeft())));
    }

    private @Nullable Long left(@Nullable Long tpm, Share share) {
        boolean rests = share.restsUntil().isAfter(figures.supply().at());
        return tpm == null
                ? null
                : Long.valueOf(rests ? 0 : Math.max(0, tpm - share.tokensTaken()));
    }

    /** Unlimited as soon as one is. */
    private @Nullable Long sum(Function<Share, @Nullable Long> figure) {
        List<Share> shares = figures.supply().shares();
        return shares.stream().anyMatch(share -> figure.apply(share) == null)
                ? null
                : Long.valueOf(
                        Math.round(
                                figures.supply().each()
                                        * shares.stream()
                                                .mapToLong(share -> number(figure.apply(share)))
                                                .sum()));
    }
}
