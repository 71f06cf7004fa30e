package io.ssalmuk.simulator.upstream;

import static io.ssalmuk.simulator.json.Json.field;

import io.ssalmuk.simulator.answer.AnswerWriter;
import io.ssalmuk.simulator.answer.Embedder;
import io.ssalmuk.simulator.answer.Prompt;
import io.ssalmuk.simulator.answer.Reading;
import io.ssalmuk.simulator.answer.Reading.Bad;
import io.ssalmuk.simulator.answer.Reading.Good;
import io.ssalmuk.simulator.answer.RequestReader;
import io.ssalmuk.simulator.catalogue.Catalogue;
import io.ssalmuk.simulator.catalogue.ModelCard;
import io.ssalmuk.simulator.exchange.Reply;
import io.ssalmuk.simulator.files.FileShelf;
import io.ssalmuk.simulator.json.Json;
import io.ssalmuk.simulator.quota.Cost;
import io.ssalmuk.simulator.refusal.Refusal;
import io.ssalmuk.simulator.upstream.Outcome.Answered;
import io.ssalmuk.simulator.upstream.Outcome.Turned;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Calls to a model: what is wrong with the request costs nothing, the rest goes to the turnstile.
 */
final class ModelCalls {
    private final Catalogue catalogue;
    private final FileShelf files;
    private final AnswerWriter writer;
    private final Scribe scribe;
    private final Turnstile turnstile;
    private final Streams streams;

    ModelCalls(Surroundings surroundings, Scribe scribe) {
        this.catalogue = surroundings.catalogue();
        this.files = surroundings.files();
        this.writer = surroundings.writer();
        this.scribe = scribe;
        this.turnstile = new Turnstile(surroundings, scribe);
        this.streams = new Streams(surroundings);
    }

    Outcome answer(Call call) throws InterruptedException {
        Optional<ModelCard> model =
                catalogue
                        .find(call.route().model())
                        .filter(card -> ModelPages.serves(card, call.route().verb()));
        return model.isPresent()
                ? read(call, model.get())
                : turned(call, ModelPages.notFound(call.route()));
    }

    private Outcome read(Call call, ModelCard model) throws InterruptedException {
        return switch (reading(call)) {
            case Bad(Refusal refusal) -> turned(call, refusal);
            case Good(JsonNode request) -> carryOut(call, model, request);
        };
    }

    private static Reading reading(Call call) {
        byte[] body = call.incoming().body();
        return switch (call.route().verb()) {
            case GENERATE, STREAM -> RequestReader.generate(body);
            case COUNT -> RequestReader.countTokens(body);
            case EMBED -> RequestReader.embed(body);
            case BATCH_EMBED -> RequestReader.batchEmbed(body);
        };
    }

    private Outcome carryOut(Call call, ModelCard model, JsonNode request)
            throws InterruptedException {
        return switch (call.route().verb()) {
            case GENERATE, STREAM -> generate(call, model, request);
            case COUNT -> count(call, model, request);
            case EMBED ->
                    turnstile.pass(
                            embedding(call, model, Json.array().add(request)),
                            _ -> Reply.ok(Embedder.single(request)));
            case BATCH_EMBED -> {
                JsonNode requests = field(request, "requests");
                yield turnstile.pass(
                        embedding(call, model, requests), _ -> Reply.ok(Embedder.batch(requests)));
            }
        };
    }

    private Outcome generate(Call call, ModelCard model, JsonNode request)
            throws InterruptedException {
        var prompt = new Prompt(model.version(), request);
        Optional<Refusal> missing = files.objection(call.key().project(), prompt.fileUris());
        if (missing.isPresent()) {
            return turned(call, missing.get());
        }
        var cost = new Cost(1, writer.promptTokens(request));
        var ask = new Ask(call, model, cost, prompt.firstText());
        return turnstile.pass(ask, ending -> streams.reply(ask, prompt, ending));
    }

    /** Counting tokens is outside all quotas. */
    private Outcome count(Call call, ModelCard model, JsonNode request) {
        var prompt = new Prompt(model.version(), request);
        var ask = new Ask(call, model, Cost.NOTHING, prompt.firstText());
        scribe.uncharged(ask);
        return new Answered(Reply.ok(writer.countTokens(request)));
    }

    /** An embedding call costs one request for each of its texts. */
    private Ask embedding(Call call, ModelCard model, JsonNode requests) {
        long tokens = 0;
        for (JsonNode request : requests) {
            tokens += writer.contentTokens(field(request, "content"));
        }
        String marker = Embedder.textOf(requests.get(0));
        return new Ask(call, model, new Cost(requests.size(), tokens), marker);
    }

    private Outcome turned(Call call, Refusal refusal) {
        scribe.turned(call, refusal);
        return new Turned(refusal);
    }
}
