package io.ssalmuk.api.submit;

/** Where every dialect hands its jobs in. */
public interface Submissions {

    /** Answers after the job's commit. */
    Submitted submit(Submission submission);
}
