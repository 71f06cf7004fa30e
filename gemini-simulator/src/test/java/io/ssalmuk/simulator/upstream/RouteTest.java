package io.ssalmuk.simulator.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.simulator.exchange.Incoming;
import io.ssalmuk.simulator.json.Json;
import io.ssalmuk.simulator.upstream.Route.DeleteFile;
import io.ssalmuk.simulator.upstream.Route.GetFile;
import io.ssalmuk.simulator.upstream.Route.GetModel;
import io.ssalmuk.simulator.upstream.Route.ListFiles;
import io.ssalmuk.simulator.upstream.Route.ListModels;
import io.ssalmuk.simulator.upstream.Route.ToModel;
import io.ssalmuk.simulator.upstream.Route.Unknown;
import io.ssalmuk.simulator.upstream.Route.Upload;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.node.ObjectNode;

class RouteTest {
    @ParameterizedTest
    @EnumSource
    void everyVerbIsFoundUnderBothVersions(Verb verb) {
        for (String version : List.of("v1", "v1beta")) {
            assertThat(route("POST", "/" + version + "/models/gemini-2.5-flash:" + verb.path()))
                    .isEqualTo(new ToModel(version, "gemini-2.5-flash", verb));
        }
    }

    @Test
    void theOtherRoutesAreToldApartByPathAndMethod() {
        assertThat(route("GET", "/v1/models")).isEqualTo(new ListModels());
        assertThat(route("GET", "/v1beta/models/m")).isEqualTo(new GetModel("v1beta", "m"));
        assertThat(route("GET", "/v1beta/files")).isEqualTo(new ListFiles());
        assertThat(route("GET", "/v1beta/files/f")).isEqualTo(new GetFile("f"));
        assertThat(route("DELETE", "/v1beta/files/f")).isEqualTo(new DeleteFile("f"));
        assertThat(route("POST", "/upload/v1beta/files")).isEqualTo(new Upload());
        assertThat(route("PUT", "/upload/v1/files")).isEqualTo(new Upload());
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1beta/models/m:generateContent",
        "POST, /v1beta/models/m:dance",
        "POST, /v1beta/models",
        "POST, /v1beta/models/m",
        "DELETE, /v1beta/files",
        "POST, /v1beta/files/f",
        "GET, /v1beta/files/f:download",
        "GET, /upload/v1beta/files",
        "POST, /upload/v1beta/models",
        "GET, /v3/models",
        "GET, /"
    })
    void anythingElseIsUnknown(String method, String path) {
        assertThat(route(method, path)).isEqualTo(new Unknown());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 2, 0, 2, 2",
        "2, 2, 2, 4, 4",
        "4, 2, 4, 5, none",
        "0, 5, 0, 5, none",
        "9, 2, 5, 5, none",
        "x, x, 0, 5, none"
    })
    void aPageHasATokenOnlyIfMoreFollows(String token, String size, int from, int to, String next) {
        List<ObjectNode> all =
                IntStream.range(0, 5).mapToObj(i -> Json.object().put("number", i)).toList();
        var query = Map.of("pageToken", token, "pageSize", size);

        var page = Paging.page("all", all, incoming("GET", "/v1/models", query));

        assertThat(page.path("all").valueStream().map(each -> each.path("number").asInt()))
                .containsExactlyElementsOf(IntStream.range(from, to).boxed().toList());
        assertThat(page.path("nextPageToken").asString("none")).isEqualTo(next);
    }

    private static Route route(String method, String path) {
        return Route.of(incoming(method, path, Map.of()));
    }

    private static Incoming incoming(String method, String path, Map<String, String> query) {
        return new Incoming(method, path, query, Map.of(), new byte[0], 0);
    }
}
