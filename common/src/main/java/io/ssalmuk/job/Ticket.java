package io.ssalmuk.job;

import io.ssalmuk.client.ClientId;
import java.util.Optional;

/**
 * What the broker carries for a job: enough to lease a permit, no more.
 *
 * @param units request units that the call will cost
 * @param tokens its input tokens by the published rates
 * @param client by whose earlier calls that is corrected; none in tickets of an older release
 */
public record Ticket(JobId job, Line line, int units, long tokens, Optional<ClientId> client) {

    /** For a call of hardly any tokens. */
    public Ticket(JobId job, Line line, int units) {
        this(job, line, units, 1, Optional.empty());
    }
}
