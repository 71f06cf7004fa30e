package io.ssalmuk.api.answer;

import io.ssalmuk.api.submit.KnownModel;
import io.ssalmuk.api.submit.Submission;
import io.ssalmuk.job.Job;
import io.ssalmuk.job.JobMethod;
import java.util.function.Function;
import org.springframework.http.ResponseEntity;

/** Makes one request of submitting a job and having its answer. */
public interface DirectAnswers {

    /**
     * The model that a request names; one that is unknown, or that cannot do this, is refused.
     *
     * @param inability what it then does not do, as in "does not embed"
     */
    KnownModel model(String name, JobMethod method, String inability);

    /**
     * 200 with the document of the completed job; a problem when it failed; 202 with its id when
     * the longest wait was not enough.
     */
    ResponseEntity<Object> answer(Submission submission, Function<Job, Object> document);
}
