package io.ssalmuk.api.count;

import io.ssalmuk.api.body.Field;
import io.ssalmuk.api.body.JsonBody;
import io.ssalmuk.api.generate.ConfigReader;
import io.ssalmuk.api.generate.ContentsReader;
import io.ssalmuk.api.generate.FileParts;
import io.ssalmuk.api.generate.NamedFile;
import io.ssalmuk.api.terms.TermsReader;
import io.ssalmuk.api.webhooks.JobWishes;
import io.ssalmuk.job.Body;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request to count, as far as it can be understood without asking anybody.
 *
 * @param request what is counted: Google's own body, or the body of a generation
 * @param files those that it names, markers in their place
 * @param raw whether it is Google's own body
 */
record CountOrder(String model, ObjectNode request, boolean raw, List<NamedFile> files) {

    private static final List<String> KNOWN =
            Stream.concat(
                            Stream.of("model", "contents", "config", "request"),
                            Stream.concat(TermsReader.MEMBERS.stream(), JobWishes.MEMBERS.stream()))
                    .toList();

    static CountOrder read(Field root) {
        root.allowOnly(KNOWN);
        var model = root.at("model").text().strip();
        var files = new FileParts();
        boolean raw = !root.at("request").absent();
        var request = raw ? raw(root, root.at("request"), files) : mapped(root, files);
        return new CountOrder(model, request, raw, files.found());
    }

    private static ObjectNode mapped(Field root, FileParts files) {
        var request = JsonNodeFactory.instance.objectNode();
        request.set("contents", ContentsReader.read(root.at("contents"), files));
        return request.setAll(ConfigReader.read(root.at("config"), files));
    }

    private static ObjectNode raw(Field root, Field request, FileParts files) {
        if (!(request.value() instanceof ObjectNode body) || body.isEmpty()) {
            throw request.refuse("must be an object: the body that Google's countTokens takes");
        }
        for (var other : List.of("contents", "config")) {
            if (!root.at(other).absent()) {
                throw request.refuse("replaces contents and config: leave out either it or them");
            }
        }
        files.mark(request);
        return body;
    }

    /** The REST body for Google, which takes more than contents only within a generation's body. */
    Body body(String modelName) {
        if (raw || request.size() == 1) {
            return new Body(JsonBody.write(request));
        }
        var body = JsonNodeFactory.instance.objectNode();
        var generation = body.putObject("generateContentRequest");
        generation.put("model", "models/" + modelName).setAll(request);
        return new Body(JsonBody.write(body));
    }
}
