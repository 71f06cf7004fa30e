package io.ssalmuk.harness.topology;

import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the lists that the broker's management answers. */
final class JsonLists {

    private JsonLists() {}

    static Stream<JsonNode> of(String text) {
        return JsonMapper.shared().readTree(text).valueStream();
    }
}
