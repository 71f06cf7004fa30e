package io.ssalmuk.simulator.files;

import io.ssalmuk.simulator.json.Json;
import io.ssalmuk.simulator.project.Project;
import java.time.Duration;
import java.time.Instant;
import tools.jackson.databind.node.ObjectNode;

/** What is kept of an uploaded file: all but its bytes, which nobody can download anyway. */
public record StoredFile(
        Project owner,
        String id,
        Offer offer,
        long size,
        String sha256,
        Instant created,
        Instant activeAt,
        boolean failing) {
    private static final Duration LIFETIME = Duration.ofDays(2);

    /** The origin is how the caller reaches the simulator. */
    public ObjectNode describe(Instant now, String origin) {
        ObjectNode file = Json.object().put("name", "files/" + id);
        if (!offer.displayName().isEmpty()) {
            file.put("displayName", offer.displayName());
        }
        if (state(now).equals("FAILED")) {
            file.putObject("error").put("code", 3).put("message", "The file cannot be read.");
        }
        return file.put("mimeType", offer.mimeType())
                .put("sizeBytes", Long.toString(size))
                .put("createTime", created.toString())
                .put("updateTime", created.toString())
                .put("expirationTime", expires().toString())
                .put("sha256Hash", sha256)
                .put("uri", origin + "/v1beta/files/" + id)
                .put("state", state(now))
                .put("source", "UPLOADED");
    }

    private String state(Instant now) {
        return now.isBefore(activeAt) ? "PROCESSING" : failing ? "FAILED" : "ACTIVE";
    }

    boolean isActive(Instant now) {
        return state(now).equals("ACTIVE");
    }

    Instant expires() {
        return created.plus(LIFETIME);
    }

    /** What a caller says about a file before sending it; an empty id leaves the choice to us. */
    public record Offer(String id, String displayName, String mimeType) {}
}
