package io.ssalmuk.api.generate;

import io.ssalmuk.api.body.Field;
import io.ssalmuk.api.problem.CloseNames;
import io.ssalmuk.api.problem.Refused;
import io.ssalmuk.api.submit.KnownModel;
import io.ssalmuk.api.submit.Models;
import io.ssalmuk.job.JobMethod;
import org.springframework.stereotype.Component;

/** Finds the model that a request names. */
@Component
final class ModelChoice {

    private final Models models;

    ModelChoice(Models models) {
        this.models = models;
    }

    /** Google lists one method for whole and streamed answers. */
    KnownModel find(String name) {
        return switch (models.find(name, JobMethod.GENERATE_CONTENT)) {
            case Models.Lookup.Found(var model) -> model;
            case Models.Lookup.Unable(var able) ->
                    throw Refused.field(
                            "model",
                            "model '%s' does not generate content%s."
                                    .formatted(name, CloseNames.hint(name, able)));
            case Models.Lookup.Unknown(var known) ->
                    throw Refused.field("model", unknown(name, CloseNames.hint(name, known)));
        };
    }

    private static String unknown(String name, String hint) {
        var brief = Field.brief(name);
        return "model '" + brief + "' is unknown" + (hint.isEmpty() ? "." : hint);
    }
}
