package io.ssalmuk.simulator.upstream;

import io.ssalmuk.simulator.catalogue.Catalogue;
import io.ssalmuk.simulator.catalogue.ModelCard;
import io.ssalmuk.simulator.exchange.Incoming;
import io.ssalmuk.simulator.exchange.Reply;
import io.ssalmuk.simulator.json.Json;
import io.ssalmuk.simulator.refusal.Refusal;
import io.ssalmuk.simulator.upstream.Outcome.Answered;
import io.ssalmuk.simulator.upstream.Outcome.Turned;
import io.ssalmuk.simulator.upstream.Route.GetModel;
import io.ssalmuk.simulator.upstream.Route.ToModel;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** The list of models, and what each can do. */
final class ModelPages {
    private final Catalogue catalogue;

    ModelPages(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    static boolean serves(ModelCard model, Verb verb) {
        return verb == Verb.COUNT || verb.embeds() == model.embedding();
    }

    static Refusal notFound(ToModel route) {
        return notFound(route.model(), route.version(), route.verb().path());
    }

    Outcome page(Incoming incoming) {
        List<ObjectNode> all = catalogue.all().stream().map(ModelPages::describe).toList();
        return new Answered(Reply.ok(Paging.page("models", all, incoming)));
    }

    Outcome one(GetModel route) {
        return catalogue
                .find(route.model())
                .<Outcome>map(model -> new Answered(Reply.ok(describe(model))))
                .orElseGet(() ->
                        new Turned(notFound(route.model(), route.version(), "generateContent")));
    }

    private static Refusal notFound(String model, String version, String verb) {
        return Refusal.notFound(
                "models/%s is not found for API version %s, or is not supported for %s. Call ListModels to see the list of available models and their supported methods."
                        .formatted(model, version, verb));
    }

    private static ObjectNode describe(ModelCard model) {
        ObjectNode described =
                Json.object()
                        .put("name", "models/" + model.name())
                        .put("version", "001")
                        .put("displayName", model.name().replace('-', ' '))
                        .put("description", "Simulated; quota is kept as " + model.bucket())
                        .put("inputTokenLimit", model.embedding() ? 2_048 : 1_048_576)
                        .put("outputTokenLimit", model.embedding() ? 1 : 65_536);
        var methods = described.putArray("supportedGenerationMethods");
        methods.add(model.embedding() ? "embedContent" : "generateContent").add("countTokens");
        if (!model.embedding()) {
            described.put("temperature", 1).put("maxTemperature", 2).put("topP", 0.95);
            described.put("topK", 64).put("thinking", model.thinking());
        }
        return described;
    }
}
