package io.ssalmuk.worker.gemini;

import io.ssalmuk.job.JobError;
import java.util.List;

/** How Google says that a file is not there, or is another project's: it does not tell which. */
public final class MissingFile {

    private static final List<String> WORDS =
            List.of("permission to access the File", "may not exist");

    private MissingFile() {}

    /** Whether a job's error may be for want of a file. */
    public static boolean isMeantBy(JobError error) {
        return WORDS.stream().allMatch(error.message()::contains);
    }

    static boolean isMeantBy(int status, String body) {
        return (status == 403 || status == 404) && WORDS.stream().allMatch(body::contains);
    }
}
