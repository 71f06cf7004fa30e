package io.ssalmuk.api.count;

import io.ssalmuk.api.answer.DirectAnswers;
import io.ssalmuk.api.body.JsonBody;
import io.ssalmuk.api.generate.NamedFiles;
import io.ssalmuk.api.submit.Submission;
import io.ssalmuk.api.terms.TermsReader;
import io.ssalmuk.api.webhooks.JobWishes;
import io.ssalmuk.client.ClientId;
import io.ssalmuk.job.JobMethod;
import io.ssalmuk.job.Lane;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
final class CountController {

    private static final JobMethod METHOD = JobMethod.COUNT_TOKENS;

    private final DirectAnswers answers;
    private final NamedFiles files;
    private final TermsReader terms;
    private final JobWishes wishes;

    CountController(DirectAnswers answers, NamedFiles files, TermsReader terms, JobWishes wishes) {
        this.wishes = wishes;
        this.terms = terms;
        this.answers = answers;
        this.files = files;
    }

    @PostMapping(
            path = "/api/count-tokens",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> count(
            ClientId client,
            @RequestBody(required = false) byte @Nullable [] body,
            HttpServletRequest request) {
        var root = JsonBody.read(body);
        var order = CountOrder.read(root);
        var agreed = terms.read(root, request).with(wishes.read(client, root));
        var model = answers.model(order.model(), METHOD, "does not count tokens");
        var submission =
                new Submission(
                        client,
                        METHOD,
                        model,
                        Lane.INTERACTIVE,
                        1,
                        order.body(model.name()),
                        files.find(client, order.files()));
        return answers.answer(submission.on(agreed), CountDocument::of);
    }
}
