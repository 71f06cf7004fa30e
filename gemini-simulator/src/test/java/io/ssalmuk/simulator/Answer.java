package io.ssalmuk.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ssalmuk.simulator.json.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;

/** What came back over HTTP. */
record Answer(HttpResponse<byte[]> response) {
    int status() {
        return response.statusCode();
    }

    String text() {
        return new String(unpacked(), UTF_8);
    }

    JsonNode json() {
        return Json.parse(unpacked());
    }

    JsonNode error() {
        return json().path("error");
    }

    /** The detail of the given google.rpc type. */
    JsonNode detail(String type) {
        return error().path("details")
                .valueStream()
                .filter(each -> each.path("@type").asString("").endsWith("." + type))
                .findFirst()
                .orElseGet(Json::object);
    }

    JsonNode violation(int index) {
        return detail("QuotaFailure").path("violations").path(index);
    }

    String said() {
        return json().at("/candidates/0/content/parts/0/text").asString("");
    }

    String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    private byte[] unpacked() {
        if (!header("content-encoding").equals("gzip")) {
            return response.body();
        }
        try (var gzip = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
            return gzip.readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
