package io.ssalmuk.api.embed;

import io.ssalmuk.api.answer.DirectAnswers;
import io.ssalmuk.api.body.JsonBody;
import io.ssalmuk.api.generate.NamedFiles;
import io.ssalmuk.api.models.Rooms;
import io.ssalmuk.api.problem.Refused;
import io.ssalmuk.api.submit.KnownModel;
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
final class EmbedController {

    private static final JobMethod METHOD = JobMethod.BATCH_EMBED_CONTENTS;

    private final DirectAnswers answers;
    private final Rooms rooms;
    private final NamedFiles files;
    private final TermsReader terms;
    private final JobWishes wishes;

    EmbedController(
            DirectAnswers answers,
            Rooms rooms,
            NamedFiles files,
            TermsReader terms,
            JobWishes wishes) {
        this.wishes = wishes;
        this.terms = terms;
        this.files = files;
        this.answers = answers;
        this.rooms = rooms;
    }

    @PostMapping(
            path = "/api/embed",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> embed(
            ClientId client,
            @RequestBody(required = false) byte @Nullable [] body,
            HttpServletRequest request) {
        var root = JsonBody.read(body);
        var order = EmbedOrder.read(root);
        var agreed = terms.read(root, request).with(wishes.read(client, root));
        var model = answers.model(order.model(), METHOD, "does not embed");
        refuseWhatNeverFits(order.texts(), model);
        var submission =
                new Submission(
                        client,
                        METHOD,
                        model,
                        Lane.INTERACTIVE,
                        order.texts(),
                        order.body(model.name()),
                        files.find(client, order.files()));
        return answers.answer(submission.on(agreed), EmbedDocument::of);
    }

    /** A call needs quota for all of its texts at once; where there never is so much, it waits. */
    private void refuseWhatNeverFits(int texts, KnownModel model) {
        var room = rooms.of(model.bucket());
        var largest = room.largest();
        // A model that nobody may use now is another matter: its jobs wait until somebody may.
        if (room.projects() > 0 && largest != null && texts > largest) {
            throw Refused.field(
                    "contents",
                    "contents has %d texts, but no project has quota for more than %d at once with %s; send them in several requests."
                            .formatted(texts, largest, model.name()));
        }
    }
}
