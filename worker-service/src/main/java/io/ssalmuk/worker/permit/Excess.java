package io.ssalmuk.worker.permit;

import io.ssalmuk.job.JobError;
import io.ssalmuk.quota.Ask;
import io.ssalmuk.quota.Limits;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is said of a call that no project's whole quota would be enough for. */
final class Excess {

    private Excess() {}

    static JobError of(Ask ask, Limits most, String bucket) {
        if (exceeds(ask.tokens(), most.tpm())) {
            return error("TOO_MANY_TOKENS", tokens(ask, most.tpm(), bucket));
        }
        if (exceeds(ask.units(), most.rpm())) {
            return error("TOO_MANY_REQUESTS", requests(ask, most.rpm(), "minute", bucket));
        }
        if (exceeds(ask.units(), most.rpd())) {
            return error("TOO_MANY_REQUESTS", requests(ask, most.rpd(), "day", bucket));
        }
        return error(
                "TOO_LARGE",
                "The request counts as %s requests with about %s input tokens, and no single project allows both for %s."
                        .formatted(figure(ask.units()), figure(ask.tokens()), bucket));
    }

    private static boolean exceeds(long size, @Nullable Number most) {
        return most != null && size > most.longValue();
    }

    private static String tokens(Ask ask, @Nullable Number most, String bucket) {
        return "The request has about %s input tokens, and no project may send more than %s a minute to %s. Send less at a time."
                .formatted(figure(ask.tokens()), figure(most), bucket);
    }

    private static String requests(Ask ask, @Nullable Number most, String span, String bucket) {
        return "The request counts as %s, and no project may make more than %s a %s to %s. Send less at a time."
                .formatted(figure(ask.units()), figure(most), span, bucket);
    }

    private static String figure(@Nullable Number count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    private static JobError error(String code, String message) {
        return new JobError(code, null, message);
    }
}
