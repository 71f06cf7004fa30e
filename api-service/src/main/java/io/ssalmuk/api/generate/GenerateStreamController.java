package io.ssalmuk.api.generate;

import io.ssalmuk.api.body.JsonBody;
import io.ssalmuk.api.stream.Streams;
import io.ssalmuk.api.submit.Submission;
import io.ssalmuk.api.terms.TermsReader;
import io.ssalmuk.api.webhooks.JobWishes;
import io.ssalmuk.client.ClientId;
import io.ssalmuk.job.JobMethod;
import io.ssalmuk.job.Lane;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
final class GenerateStreamController {

    private final ModelChoice models;
    private final Streams streams;
    private final NamedFiles files;
    private final TermsReader terms;
    private final JobWishes wishes;

    GenerateStreamController(
            ModelChoice models,
            Streams streams,
            NamedFiles files,
            TermsReader terms,
            JobWishes wishes) {
        this.wishes = wishes;
        this.terms = terms;
        this.files = files;
        this.models = models;
        this.streams = streams;
    }

    /** Also for those who accept JSON only: it is what each line is. */
    @PostMapping(
            path = "/api/generate-stream",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = {MediaType.APPLICATION_NDJSON_VALUE, MediaType.APPLICATION_JSON_VALUE})
    void stream(
            ClientId client,
            @RequestBody(required = false) byte @Nullable [] body,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var root = JsonBody.read(body);
        var order = GenerateOrder.readStreamed(root);
        var agreed = terms.read(root, request).with(wishes.read(client, root));
        var submission =
                new Submission(
                        client,
                        JobMethod.STREAM_GENERATE_CONTENT,
                        models.find(order.model()),
                        Lane.INTERACTIVE,
                        1,
                        order.body(),
                        files.find(client, order.files()));
        streams.answer(submission.on(agreed), request, response);
    }
}
