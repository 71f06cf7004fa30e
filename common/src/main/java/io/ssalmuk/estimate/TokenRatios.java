package io.ssalmuk.estimate;

import io.ssalmuk.client.ClientId;
import io.ssalmuk.job.JobId;
import java.util.Map;

/** How a client's calls were counted, as a part of what the published rates say. */
public interface TokenRatios {

    /** What these jobs' calls were counted as. */
    void learn(Map<JobId, Long> counted);

    /** By what to multiply the estimate of a call, so that few are counted as more. */
    double of(ClientId client, String bucket);
}
