package io.ssalmuk.api.submit;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How jobs are accepted.
 *
 * @param maxAttempts how often a job is tried when the upstream fails
 * @param batchJobs how many jobs one statement commits at the most
 * @param batchBytes after how many bytes of bodies a statement takes no more jobs
 */
@ConfigurationProperties("ssalmuk.submit")
record SubmitProperties(
        @DefaultValue("8") int maxAttempts,
        @DefaultValue("200") int batchJobs,
        @DefaultValue("16MB") DataSize batchBytes) {

    SubmitProperties {
        positive("max-attempts", maxAttempts);
        positive("batch-jobs", batchJobs);
        positive("batch-bytes", batchBytes.toBytes());
    }

    private static void positive(String key, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException("ssalmuk.submit." + key + " must be at least 1");
        }
    }
}
