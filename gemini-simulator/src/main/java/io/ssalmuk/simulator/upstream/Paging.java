package io.ssalmuk.simulator.upstream;

import io.ssalmuk.simulator.exchange.Incoming;
import io.ssalmuk.simulator.json.Json;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Lists by pages. The last page has no token at all: some clients take an empty one for a token.
 */
final class Paging {
    private static final int USUAL_SIZE = 50;

    private Paging() {}

    static JsonNode page(String name, List<? extends JsonNode> all, Incoming incoming) {
        int from = Math.min(number(incoming, "pageToken", 0), all.size());
        int size = Math.max(1, number(incoming, "pageSize", USUAL_SIZE));
        int to = Math.min(from + size, all.size());
        ObjectNode page = Json.object();
        page.putArray(name).addAll(all.subList(from, to));
        if (to < all.size()) {
            page.put("nextPageToken", Integer.toString(to));
        }
        return page;
    }

    private static int number(Incoming incoming, String parameter, int otherwise) {
        return incoming.parameter(parameter)
                .or(() -> incoming.parameter(Json.snakeCase(parameter)))
                .filter(text -> text.matches("\\d{1,6}"))
                .map(Integer::parseInt)
                .orElse(otherwise);
    }
}
