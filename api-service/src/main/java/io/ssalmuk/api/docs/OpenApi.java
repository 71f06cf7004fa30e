package io.ssalmuk.api.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.json.JsonMapper;

/** The document on the class path, in both spellings. It is written by hand, and tests hold it. */
final class OpenApi {

    private static final String RESOURCE = "openapi.yaml";

    private OpenApi() {}

    static byte[] yaml() {
        return read(RESOURCE);
    }

    static byte[] json() {
        var text = new String(yaml(), StandardCharsets.UTF_8);
        Map<String, Object> tree = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
        return JsonMapper.shared().writeValueAsBytes(tree);
    }

    static byte[] read(String resource) {
        try (var in = OpenApi.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is missing from the class path");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
