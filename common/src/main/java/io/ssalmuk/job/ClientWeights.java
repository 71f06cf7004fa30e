package io.ssalmuk.job;

import io.ssalmuk.client.ClientId;
import java.util.Map;

/** What part of a model clients get while others wait for it too. */
public interface ClientWeights {

    /** By client; those that are left out have a weight of 1. */
    Map<ClientId, Integer> all();
}
