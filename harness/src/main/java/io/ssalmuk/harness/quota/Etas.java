package io.ssalmuk.harness.quota;

import io.ssalmuk.harness.quota.Load.Submitted;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What was said at submission about when a job would end, against when it did. */
final class Etas {

    private Etas() {}

    static String of(List<Submitted> jobs, List<JsonNode> ends) {
        return "";
    }
}
