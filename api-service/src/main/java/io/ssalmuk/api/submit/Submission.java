package io.ssalmuk.api.submit;

import io.ssalmuk.client.ClientId;
import io.ssalmuk.job.Body;
import io.ssalmuk.job.JobMethod;
import io.ssalmuk.job.Lane;

/**
 * What a dialect made of a request.
 *
 * @param units request units that the call will cost
 * @param body the upstream's REST body
 */
public record Submission(
        ClientId client, JobMethod method, KnownModel model, Lane lane, int units, Body body) {}
