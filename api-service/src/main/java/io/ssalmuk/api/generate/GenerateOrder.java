package io.ssalmuk.api.generate;

import io.ssalmuk.api.body.Field;
import io.ssalmuk.api.body.JsonBody;
import io.ssalmuk.api.result.Waits;
import io.ssalmuk.api.terms.TermsReader;
import io.ssalmuk.api.webhooks.JobWishes;
import io.ssalmuk.job.Body;
import io.ssalmuk.job.Lane;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A request to generate, as far as it can be understood without asking anybody.
 *
 * @param patience how long the caller wants to wait for the answer
 * @param body the REST body for Google, markers in place of files
 */
record GenerateOrder(String model, Duration patience, Body body, List<NamedFile> files) {

    private static final List<String> KNOWN =
            Stream.concat(
                            Stream.of("model", "contents", "config", "wait", "request"),
                            Stream.concat(TermsReader.MEMBERS.stream(), JobWishes.MEMBERS.stream()))
                    .toList();

    static GenerateOrder read(Field root, Duration longestWait) {
        root.allowOnly(KNOWN);
        var model = root.at("model").text().strip();
        var wait = wait(root.at("wait"), longestWait);
        var files = new FileParts();
        var body = body(root, files);
        return new GenerateOrder(model, wait, body, files.found());
    }

    /** The same without a wait: a stream answers at once, and for as long as it takes. */
    static GenerateOrder readStreamed(Field root) {
        root.allowOnly(KNOWN);
        var wait = root.at("wait");
        if (!wait.absent()) {
            throw wait.refuse("has no meaning for a stream, which answers at once: leave it out");
        }
        var model = root.at("model").text().strip();
        var files = new FileParts();
        var body = body(root, files);
        return new GenerateOrder(model, Duration.ZERO, body, files.found());
    }

    Lane lane() {
        return patience.isZero() ? Lane.BULK : Lane.INTERACTIVE;
    }

    private static Duration wait(Field wait, Duration longest) {
        if (wait.absent()) {
            return Duration.ZERO;
        }
        if (wait.value().isBoolean()) {
            return wait.value().booleanValue() ? longest : Duration.ZERO;
        }
        if (!wait.value().isNumber()) {
            throw wait.refuse("must be true, false or a number of seconds");
        }
        return Waits.ofSeconds(wait.value().decimalValue().doubleValue())
                .orElseThrow(() -> wait.refuse("must not be negative"));
    }

    private static Body body(Field root, FileParts files) {
        var request = root.at("request");
        return request.absent() ? mapped(root, files) : raw(root, request, files);
    }

    private static Body mapped(Field root, FileParts files) {
        var body = JsonNodeFactory.instance.objectNode();
        body.set("contents", ContentsReader.read(root.at("contents"), files));
        body.setAll(ConfigReader.read(root.at("config"), files));
        return new Body(JsonBody.write(body));
    }

    /** Kept as sent: whoever writes Google's own shape knows what Google takes. */
    private static Body raw(Field root, Field request, FileParts files) {
        if (!request.value().isObject() || request.value().isEmpty()) {
            throw request.refuse("must be an object: the body that Google's REST API takes");
        }
        for (var other : List.of("contents", "config")) {
            if (!root.at(other).absent()) {
                throw request.refuse("replaces contents and config: leave out either it or them");
            }
        }
        files.mark(request);
        return new Body(JsonBody.write(request.value()));
    }
}
