package io.ssalmuk.simulator.answer;

import static io.ssalmuk.simulator.json.Json.field;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** A generateContent request that was found good: who is asked, and the request as sent. */
public record Prompt(String modelVersion, JsonNode request) {
    /** The text of the last content, which is what a conversation asks for. */
    public String text() {
        JsonNode contents = contents();
        return textOf(contents.get(contents.size() - 1));
    }

    /** The first text anywhere, by which a test recognises its call. */
    public String firstText() {
        return StreamSupport.stream(contents().spliterator(), false)
                .map(Prompt::textOf)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
    }

    /** What the parts that refer to files refer to. */
    public List<String> fileUris() {
        var uris = new ArrayList<String>();
        for (JsonNode content : contents()) {
            for (JsonNode part : field(content, "parts")) {
                JsonNode uri = field(field(part, "fileData"), "fileUri");
                if (uri.isString()) {
                    uris.add(uri.stringValue());
                }
            }
        }
        return uris;
    }

    static String textOf(JsonNode content) {
        return StreamSupport.stream(field(content, "parts").spliterator(), false)
                .map(part -> field(part, "text"))
                .filter(JsonNode::isString)
                .map(JsonNode::stringValue)
                .collect(Collectors.joining("\n"));
    }

    JsonNode generationConfig() {
        return field(request, "generationConfig");
    }

    private JsonNode contents() {
        return field(request, "contents");
    }
}
