package io.ssalmuk.simulator.upstream;

import io.ssalmuk.simulator.exchange.Endpoint;
import io.ssalmuk.simulator.exchange.Incoming;
import io.ssalmuk.simulator.exchange.Reply;
import io.ssalmuk.simulator.json.Json;
import io.ssalmuk.simulator.project.ApiKey;
import io.ssalmuk.simulator.project.KeyCheck.Admitted;
import io.ssalmuk.simulator.project.KeyCheck.Denied;
import io.ssalmuk.simulator.refusal.Refusal;
import io.ssalmuk.simulator.upstream.Outcome.Answered;
import io.ssalmuk.simulator.upstream.Outcome.Turned;
import io.ssalmuk.simulator.upstream.Route.DeleteFile;
import io.ssalmuk.simulator.upstream.Route.GetFile;
import io.ssalmuk.simulator.upstream.Route.GetModel;
import io.ssalmuk.simulator.upstream.Route.ListFiles;
import io.ssalmuk.simulator.upstream.Route.ListModels;
import io.ssalmuk.simulator.upstream.Route.ToModel;
import io.ssalmuk.simulator.upstream.Route.Unknown;
import io.ssalmuk.simulator.upstream.Route.Upload;

/** The Gemini API as its callers see it. */
public final class GeminiApi implements Endpoint {
    private final Surroundings surroundings;
    private final Scribe scribe;
    private final ModelCalls modelCalls;
    private final ModelPages models;
    private final FileCalls files;

    public GeminiApi(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.scribe = new Scribe(surroundings);
        this.modelCalls = new ModelCalls(surroundings, scribe);
        this.models = new ModelPages(surroundings.catalogue());
        this.files = new FileCalls(surroundings.files(), surroundings.clock());
    }

    @Override
    public Reply answer(Incoming incoming) throws InterruptedException {
        scribe.keepBody(incoming);
        Route route = Route.of(incoming);
        return switch (admitted(route, incoming)) {
            case Answered(Reply reply) -> reply;
            case Turned(Refusal refusal) -> refused(route, incoming, refusal);
        };
    }

    /**
     * Nothing is looked at before the key, so that a stranger learns nothing about models or files.
     */
    private Outcome admitted(Route route, Incoming incoming) throws InterruptedException {
        if (route instanceof Unknown) {
            return new Turned(
                    Refusal.notFound("The requested URL " + incoming.path() + " was not found."));
        }
        if (route instanceof Upload && incoming.parameter("upload_id").isPresent()) {
            return files.resume(incoming); // an upload's own URL is its permission
        }
        String key =
                incoming.header("x-goog-api-key").or(() -> incoming.parameter("key")).orElse(null);
        return switch (surroundings.projects().check(key, rpc(route))) {
            case Denied denied -> {
                scribe.denied(denied, route);
                yield new Turned(denied.refusal());
            }
            case Admitted(ApiKey good) -> dispatch(route, incoming, good);
        };
    }

    private Outcome dispatch(Route route, Incoming incoming, ApiKey key)
            throws InterruptedException {
        return switch (route) {
            case ToModel to -> modelCalls.answer(new Call(to, key, incoming));
            case ListModels _ -> models.page(incoming);
            case GetModel get -> models.one(get);
            case Upload _ -> files.begin(key.project(), incoming);
            case ListFiles _ -> files.page(key.project(), incoming);
            case GetFile(String id) -> files.one(key.project(), id, incoming);
            case DeleteFile(String id) -> files.delete(key.project(), id);
            case Unknown _ -> throw new IllegalStateException("Unknown paths were turned away");
        };
    }

    private static String rpc(Route route) {
        return switch (route) {
            case ToModel to -> to.verb().rpc(to.version());
            case ListModels _, GetModel _ ->
                    "google.ai.generativelanguage.v1beta.ModelService.ListModels";
            case Upload _, ListFiles _, GetFile _, DeleteFile _, Unknown _ ->
                    "google.ai.generativelanguage.v1beta.FileService.GetFile";
        };
    }

    /** A stream that is not SSE is a JSON array, and so are its errors. */
    private static Reply refused(Route route, Incoming incoming, Refusal refusal) {
        boolean inArray =
                route instanceof ToModel to && to.verb() == Verb.STREAM && !Streams.isSse(incoming);
        return inArray
                ? Reply.json(refusal.code(), Json.array().add(refusal.body()))
                : Reply.refusal(refusal);
    }
}
