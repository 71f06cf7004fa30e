package io.ssalmuk.worker.gemini;

import io.ssalmuk.job.JobError;
import io.ssalmuk.worker.gemini.UpstreamFiles.FileAnswer;
import io.ssalmuk.worker.gemini.UpstreamFiles.UpstreamFile;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the Files API says of a file. */
final class FileJson {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** As documented, where an answer does not say. */
    private static final Duration USUAL_LIFETIME = Duration.ofDays(2);

    private FileJson() {}

    /** An upload's answer wraps the file, others do not. */
    static FileAnswer read(String body) {
        try {
            var root = JSON.readTree(body);
            return answer(root.has("file") ? root.path("file") : root);
        } catch (JacksonException _) {
            return unreadable();
        }
    }

    private static FileAnswer answer(JsonNode file) {
        var name = file.path("name").asString("");
        var uri = file.path("uri").asString("");
        if (name.isEmpty() || uri.isEmpty()) {
            return unreadable();
        }
        var found = new UpstreamFile(name, uri, lifetime(file));
        return switch (file.path("state").asString("")) {
            case "PROCESSING" -> new FileAnswer.Processing(found);
            case "FAILED" ->
                    new FileAnswer.Failed(
                            found,
                            file.path("error").path("message").asString("it does not say why"));
            default -> new FileAnswer.Active(found);
        };
    }

    private static Duration lifetime(JsonNode file) {
        try {
            var created = Instant.parse(file.path("createTime").asString(""));
            return Duration.between(
                    created, Instant.parse(file.path("expirationTime").asString("")));
        } catch (DateTimeParseException _) {
            return USUAL_LIFETIME;
        }
    }

    static FileAnswer unreadable() {
        return new FileAnswer.Trouble(
                new CallOutcome.Trouble(
                        new JobError(
                                "BAD_ANSWER",
                                200,
                                "Gemini's Files API answered what it should not"),
                        false));
    }
}
