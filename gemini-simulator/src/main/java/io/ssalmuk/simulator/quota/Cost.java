package io.ssalmuk.simulator.quota;

/** What a call takes from its quota. */
public record Cost(long requests, long tokens) {
    public static final Cost NOTHING = new Cost(0, 0);

    Cost plus(Cost other) {
        return new Cost(requests + other.requests, tokens + other.tokens);
    }

    Cost minus(Cost other) {
        return new Cost(requests - other.requests, tokens - other.tokens);
    }

    Cost orMore(Cost other) {
        return new Cost(Math.max(requests, other.requests), Math.max(tokens, other.tokens));
    }
}
