package io.ssalmuk.api.embed;

import io.ssalmuk.api.body.Field;
import io.ssalmuk.api.body.JsonBody;
import io.ssalmuk.api.generate.ContentsReader;
import io.ssalmuk.api.generate.FileParts;
import io.ssalmuk.api.generate.NamedFile;
import io.ssalmuk.api.generate.Shape;
import io.ssalmuk.api.terms.TermsReader;
import io.ssalmuk.api.webhooks.JobWishes;
import io.ssalmuk.job.Body;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request to embed, as far as it can be understood without asking anybody.
 *
 * @param contents one for each vector
 * @param config what each of them is embedded with
 * @param files those that they name, markers in their place
 */
record EmbedOrder(String model, List<JsonNode> contents, ObjectNode config, List<NamedFile> files) {

    /** Google's own, for batchEmbedContents. */
    private static final int MOST_TEXTS = 100;

    private static final List<String> KNOWN =
            Stream.concat(
                            Stream.of("model", "contents", "config"),
                            Stream.concat(TermsReader.MEMBERS.stream(), JobWishes.MEMBERS.stream()))
                    .toList();

    private static final String HTTP_OPTIONS = "httpOptions";

    private static final Shape.Structure CONFIG =
            Shape.structure(
                    Map.of(
                            "taskType",
                            Shape.TEXT,
                            "title",
                            Shape.TEXT,
                            "outputDimensionality",
                            Shape.WHOLE,
                            "mimeType",
                            Shape.TEXT,
                            "autoTruncate",
                            Shape.FLAG,
                            HTTP_OPTIONS,
                            Shape.ANYTHING));

    static EmbedOrder read(Field root) {
        root.allowOnly(KNOWN);
        var model = root.at("model").text().strip();
        var files = new FileParts();
        var contents = contents(root.at("contents"), files);
        return new EmbedOrder(model, contents, config(root.at("config")), files.found());
    }

    private static List<JsonNode> contents(Field field, FileParts files) {
        if (field.absent()) {
            throw field.refuse("is missing: it is what is embedded");
        }
        if (!field.value().isArray()) {
            return List.of(content(field, files));
        }
        if (field.value().isEmpty()) {
            throw field.refuse("must not be empty");
        }
        if (field.value().size() > MOST_TEXTS) {
            throw field.refuse(
                    "has %d texts, but Google embeds at most %d in one request"
                            .formatted(field.value().size(), MOST_TEXTS));
        }
        return field.elements().stream().map(each -> content(each, files)).toList();
    }

    private static JsonNode content(Field field, FileParts files) {
        if (field.absent()) {
            throw field.refuse("must be a text, a part or a content");
        }
        var read = ContentsReader.read(field, files);
        if (read.size() != 1) {
            throw field.refuse("must be one content, for it is embedded as one");
        }
        return read.get(0);
    }

    private static ObjectNode config(Field field) {
        if (field.absent()) {
            return JsonNodeFactory.instance.objectNode();
        }
        var config = CONFIG.apply(field);
        for (var ours : List.of("model", "content")) {
            if (config.has(ours)) {
                throw field.at(ours).refuse("is not for the config to say");
            }
        }
        if (config.has(HTTP_OPTIONS)) {
            throw field.at(HTTP_OPTIONS)
                    .refuse("tells the SDK how to call Google, which is done by a worker here");
        }
        return config;
    }

    int texts() {
        return contents.size();
    }

    /** The REST body for Google. */
    Body body(String modelName) {
        var body = JsonNodeFactory.instance.objectNode();
        var requests = body.putArray("requests");
        for (var content : contents) {
            var request = requests.addObject().put("model", "models/" + modelName);
            request.set("content", content);
            request.setAll(config);
        }
        return new Body(JsonBody.write(body));
    }
}
