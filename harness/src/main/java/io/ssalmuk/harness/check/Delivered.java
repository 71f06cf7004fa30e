package io.ssalmuk.harness.check;

import tools.jackson.databind.JsonNode;

/** An end that a client was told. */
public record Delivered(String id, String status, JsonNode document) {

    /** The upstream's answer within. */
    JsonNode response() {
        return document.path("response");
    }

    String text() {
        return document.path("text").asString("");
    }
}
