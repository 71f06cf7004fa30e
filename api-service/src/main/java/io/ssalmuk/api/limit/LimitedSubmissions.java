package io.ssalmuk.api.limit;

import io.ssalmuk.api.submit.Allowance;
import io.ssalmuk.api.submit.Submission;
import io.ssalmuk.api.submit.Submissions;
import io.ssalmuk.api.submit.Submitted;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;

/** Holds what every dialect hands in to what its client may have. */
@Component
@Primary
final class LimitedSubmissions implements Submissions {

    private final Submissions submissions;
    private final Allowance allowance;

    LimitedSubmissions(@Qualifier("submitBatcher") Submissions submissions, Allowance allowance) {
        this.submissions = submissions;
        this.allowance = allowance;
    }

    @Override
    public Submitted submit(Submission submission) {
        return allowance.accept(
                submission.client(),
                submission.id(),
                () -> submissions.submit(submission),
                Submitted.Taken.class::isInstance);
    }
}
