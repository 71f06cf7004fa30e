package io.ssalmuk.simulator.quota;

import java.util.OptionalLong;

/** Requests per minute, input tokens per minute, requests per day; an empty one is not limited. */
public record Limits(OptionalLong rpm, OptionalLong tpm, OptionalLong rpd) {
    public static final Limits NONE =
            new Limits(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());

    public static Limits of(long rpm, long tpm, long rpd) {
        return new Limits(OptionalLong.of(rpm), OptionalLong.of(tpm), OptionalLong.of(rpd));
    }

    public static Limits perMinute(long rpm) {
        return NONE.withRpm(OptionalLong.of(rpm));
    }

    /** Reads {@code 5/250000/20}, where {@code -} stands for no limit. */
    public static Limits parse(String text) {
        String[] parts = text.strip().split("/", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException(
                    "Limits are written rpm/tpm/rpd, with - for none; got " + text);
        }
        return new Limits(figure(parts[0]), figure(parts[1]), figure(parts[2]));
    }

    public Limits withRpm(OptionalLong figure) {
        return new Limits(figure, tpm, rpd);
    }

    public Limits withTpm(OptionalLong figure) {
        return new Limits(rpm, figure, rpd);
    }

    public Limits withRpd(OptionalLong figure) {
        return new Limits(rpm, tpm, figure);
    }

    /** By how much a minute's spending goes over. */
    Cost excess(Cost minute) {
        return new Cost(over(rpm, minute.requests()), over(tpm, minute.tokens()));
    }

    private static long over(OptionalLong limit, long sum) {
        return Math.max(0, sum - limit.orElse(sum));
    }

    private static OptionalLong figure(String text) {
        if (text.strip().equals("-")) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(text.strip()));
        } catch (NumberFormatException _) {
            throw new IllegalArgumentException("A limit is a whole number or -; got " + text);
        }
    }
}
