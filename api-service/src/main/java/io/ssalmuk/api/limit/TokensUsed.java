package io.ssalmuk.api.limit;

import io.ssalmuk.client.ClientId;

/** The tokens of jobs that have ended. */
public interface TokensUsed {

    /** Of a client's, since this day began in UTC. */
    long today(ClientId client);
}
