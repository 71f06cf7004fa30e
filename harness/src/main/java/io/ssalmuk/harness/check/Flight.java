package io.ssalmuk.harness.check;

import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A call that a worker sent.
 *
 * @param answered when the last of its answer came by, if any did
 * @param answer the whole of it, if it was a success
 */
public record Flight(
        int worker,
        String prompt,
        Instant sent,
        Optional<Instant> answered,
        Optional<JsonNode> answer) {}
