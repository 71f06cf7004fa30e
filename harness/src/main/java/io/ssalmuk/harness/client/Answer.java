package io.ssalmuk.harness.client;

import tools.jackson.databind.JsonNode;

/** An answer with its status. */
public record Answer(int status, JsonNode body) {

    /** The body, of an answer that must be a success. */
    public JsonNode good() {
        if (status / 100 != 2) {
            throw new IllegalStateException(status + " " + body);
        }
        return body;
    }
}
