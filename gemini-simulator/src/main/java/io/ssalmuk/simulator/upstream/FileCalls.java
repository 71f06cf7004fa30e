package io.ssalmuk.simulator.upstream;

import static io.ssalmuk.simulator.json.Json.field;

import io.ssalmuk.simulator.exchange.Incoming;
import io.ssalmuk.simulator.exchange.Reply;
import io.ssalmuk.simulator.exchange.Reply.Whole;
import io.ssalmuk.simulator.files.FileFinding;
import io.ssalmuk.simulator.files.FileFinding.Found;
import io.ssalmuk.simulator.files.FileFinding.Withheld;
import io.ssalmuk.simulator.files.FileShelf;
import io.ssalmuk.simulator.files.StoredFile;
import io.ssalmuk.simulator.files.UploadStep;
import io.ssalmuk.simulator.files.UploadStep.Broken;
import io.ssalmuk.simulator.files.UploadStep.Cancelled;
import io.ssalmuk.simulator.files.UploadStep.Continued;
import io.ssalmuk.simulator.files.UploadStep.Finished;
import io.ssalmuk.simulator.json.Json;
import io.ssalmuk.simulator.project.Project;
import io.ssalmuk.simulator.refusal.Refusal;
import io.ssalmuk.simulator.upstream.Outcome.Answered;
import io.ssalmuk.simulator.upstream.Outcome.Turned;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The Files API: the resumable protocol, and the files of the caller's project. */
final class FileCalls {
    private static final String STATUS = "X-Goog-Upload-Status";

    private final FileShelf shelf;
    private final InstantSource clock;

    FileCalls(FileShelf shelf, InstantSource clock) {
        this.shelf = shelf;
        this.clock = clock;
    }

    Outcome begin(Project owner, Incoming incoming) {
        if (!command(incoming).contains("start")) {
            return new Turned(
                    Refusal.invalidArgument(
                            "Only the resumable upload protocol is served; it begins with X-Goog-Upload-Command: start."));
        }
        String id = shelf.begin(owner, offer(incoming));
        String url =
                incoming.origin()
                        + incoming.path()
                        + "?upload_id="
                        + id
                        + "&upload_protocol=resumable";
        var headers = Map.of("X-Goog-Upload-URL", url, STATUS, "active");
        return new Answered(new Whole(200, headers, new byte[0]));
    }

    Outcome resume(Incoming incoming) {
        String id = incoming.parameter("upload_id").orElseThrow();
        String command = command(incoming);
        if (command.contains("cancel")) {
            return outcome(shelf.cancel(id), incoming);
        }
        UploadStep step =
                command.contains("upload")
                        ? shelf.append(id, offset(incoming), incoming.body())
                        : shelf.query(id);
        boolean last = command.contains("finalize") && step instanceof Continued;
        return outcome(last ? shelf.finish(id) : step, incoming);
    }

    Outcome page(Project owner, Incoming incoming) {
        List<ObjectNode> all =
                shelf.of(owner).stream().map(file -> describe(file, incoming)).toList();
        return new Answered(Reply.ok(Paging.page("files", all, incoming)));
    }

    Outcome one(Project asker, String id, Incoming incoming) {
        return outcome(shelf.find(asker, id), incoming);
    }

    Outcome delete(Project asker, String id) {
        return switch (shelf.delete(asker, id)) {
            case Found _ -> new Answered(Reply.ok(Json.object()));
            case Withheld(Refusal refusal) -> new Turned(refusal);
        };
    }

    private Outcome outcome(FileFinding finding, Incoming incoming) {
        return switch (finding) {
            case Found(StoredFile file) -> new Answered(Reply.ok(describe(file, incoming)));
            case Withheld(Refusal refusal) -> new Turned(refusal);
        };
    }

    private Outcome outcome(UploadStep step, Incoming incoming) {
        return switch (step) {
            case Continued(long received) ->
                    new Answered(
                            new Whole(
                                    200,
                                    Map.of(
                                            STATUS,
                                            "active",
                                            "X-Goog-Upload-Size-Received",
                                            Long.toString(received)),
                                    new byte[0]));
            case Cancelled _ ->
                    new Answered(new Whole(200, Map.of(STATUS, "cancelled"), new byte[0]));
            case Finished(StoredFile file) -> {
                ObjectNode body = Json.object();
                body.set("file", describe(file, incoming));
                var headers = Map.of(STATUS, "final");
                yield new Answered(new Whole(200, headers, Json.bytes(body)));
            }
            case Broken(Refusal refusal) -> new Turned(refusal);
        };
    }

    private ObjectNode describe(StoredFile file, Incoming incoming) {
        return file.describe(clock.instant(), incoming.origin());
    }

    private static StoredFile.Offer offer(Incoming incoming) {
        JsonNode file = field(body(incoming), "file");
        String mimeType =
                incoming.header("x-goog-upload-header-content-type")
                        .orElse("application/octet-stream");
        return new StoredFile.Offer(
                field(file, "name").asString("").replaceFirst("^files/", ""),
                field(file, "displayName").asString(""),
                field(file, "mimeType").asString(mimeType));
    }

    /** Some clients begin without a body; what is no JSON says nothing about the file. */
    private static JsonNode body(Incoming incoming) {
        try {
            return incoming.body().length == 0 ? Json.object() : Json.parse(incoming.body());
        } catch (JacksonException _) {
            return Json.object();
        }
    }

    private static String command(Incoming incoming) {
        return incoming.header("x-goog-upload-command").orElse("");
    }

    private static long offset(Incoming incoming) {
        return incoming.header("x-goog-upload-offset")
                .filter(text -> text.matches("\\d{1,18}"))
                .map(Long::parseLong)
                .orElse(0L);
    }
}
