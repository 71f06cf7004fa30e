package io.ssalmuk.simulator.upstream;

import tools.jackson.databind.JsonNode;

/** The two ways to send several responses as one body. Neither has a mark for the end of all. */
enum Framing {
    SSE("text/event-stream") {
        @Override
        String frame(JsonNode piece, boolean first) {
            return "data: " + piece + "\r\n\r\n";
        }

        @Override
        String end() {
            return "";
        }
    },
    ARRAY("application/json; charset=UTF-8") {
        @Override
        String frame(JsonNode piece, boolean first) {
            return (first ? "[" : "\n,\n") + piece;
        }

        @Override
        String end() {
            return "]";
        }
    };

    private final String contentType;

    Framing(String contentType) {
        this.contentType = contentType;
    }

    String contentType() {
        return contentType;
    }

    abstract String frame(JsonNode piece, boolean first);

    abstract String end();
}
