package io.ssalmuk.simulator.answer;

import static io.ssalmuk.simulator.json.Json.field;

import tools.jackson.databind.JsonNode;

/**
 * How tokens are counted: four characters of text make one, and a part of another kind costs what
 * its modality says. Wrong by the real tokenizer's measure, but everybody can compute it.
 */
final class TokenRule {
    private static final int CHARACTERS_PER_TOKEN = 4;

    private TokenRule() {}

    static long ofText(String text) {
        int characters = text.codePointCount(0, text.length());
        return Math.ceilDiv(characters, CHARACTERS_PER_TOKEN);
    }

    static TokenCount ofRequest(JsonNode request) {
        TokenCount count = ofContent(field(request, "systemInstruction"));
        for (JsonNode content : field(request, "contents")) {
            count = count.plus(ofContent(content));
        }
        JsonNode tools = field(request, "tools");
        return tools.isMissingNode() ? count : count.plus(text(tools.toString()));
    }

    static TokenCount ofContent(JsonNode content) {
        TokenCount count = TokenCount.NOTHING;
        for (JsonNode part : field(content, "parts")) {
            count = count.plus(ofPart(part));
        }
        return count;
    }

    private static TokenCount ofPart(JsonNode part) {
        JsonNode text = field(part, "text");
        if (text.isString()) {
            return text(text.stringValue());
        }
        for (String kind : new String[] {"inlineData", "fileData"}) {
            JsonNode media = field(part, kind);
            if (media.isObject()) {
                var modality = Modality.ofMimeType(field(media, "mimeType").asString(""));
                return TokenCount.of(modality, modality.tokensPerPart());
            }
        }
        return text(part.toString());
    }

    private static TokenCount text(String text) {
        return TokenCount.of(Modality.TEXT, ofText(text));
    }
}
