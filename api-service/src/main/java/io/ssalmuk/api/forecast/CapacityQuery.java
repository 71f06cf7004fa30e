package io.ssalmuk.api.forecast;

import io.ssalmuk.api.body.Field;
import io.ssalmuk.api.body.Parameters;
import io.ssalmuk.api.problem.CloseNames;
import io.ssalmuk.api.problem.Refused;
import io.ssalmuk.api.submit.KnownModel;
import io.ssalmuk.api.submit.Models;
import io.ssalmuk.job.JobMethod;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much somebody thinks of submitting.
 *
 * @param inputTokens of each request
 */
record CapacityQuery(KnownModel model, int requests, long inputTokens) {

    private static final List<String> KNOWN = List.of("model", "requests", "input_tokens");

    /** Those that cost quota of a model. */
    private static final List<JobMethod> METHODS =
            List.of(JobMethod.GENERATE_CONTENT, JobMethod.BATCH_EMBED_CONTENTS);

    private static final int MOST_REQUESTS = 1_000_000;

    static CapacityQuery read(Parameters parameters, Models models) {
        parameters.allowOnly(KNOWN);
        var model = model(parameters.values().getOrDefault("model", "").strip(), models);
        var requests =
                parameters.read(
                        "requests",
                        CapacityQuery::requests,
                        "a whole number from 1 to %,d".formatted(MOST_REQUESTS));
        var tokens =
                parameters.read(
                        "input_tokens",
                        CapacityQuery::tokens,
                        "a whole number of 0 or more: what each request has");
        return new CapacityQuery(
                model, requests == null ? 1 : requests, tokens == null ? 1 : tokens);
    }

    private static KnownModel model(String name, Models models) {
        if (name.isEmpty()) {
            throw Refused.field(
                    "model", "model is missing: say which one; GET /api/models lists them.");
        }
        for (var method : METHODS) {
            switch (models.find(name, method)) {
                case Models.Lookup.Found(var model) -> {
                    return model;
                }
                case Models.Lookup.Unable _ -> {}
                case Models.Lookup.Unknown(var known) -> throw unknown(name, known);
            }
        }
        throw Refused.field("model", "model '%s' takes no jobs.".formatted(Field.brief(name)));
    }

    private static Refused unknown(String name, Collection<String> known) {
        var hint = CloseNames.hint(name, known);
        return Refused.field(
                "model",
                "model '%s' is unknown%s"
                        .formatted(Field.brief(name), hint.isEmpty() ? "." : hint));
    }

    private static @Nullable Integer requests(String text) {
        // Few enough digits, so that it is a number.
        boolean fits = text.matches("\\d{1,9}") && Integer.parseInt(text) >= 1;
        return fits && Integer.parseInt(text) <= MOST_REQUESTS ? Integer.valueOf(text) : null;
    }

    private static @Nullable Long tokens(String text) {
        return text.matches("\\d{1,15}") ? Long.valueOf(Math.max(1, Long.parseLong(text))) : null;
    }
}
