package io.ssalmuk.simulator.exchange;

import java.util.Map;
import java.util.Optional;

/**
 * A request, read whole. Header names are in lower case.
 *
 * @param begunNanos {@link System#nanoTime()} when its first byte was read
 */
@SuppressWarnings("ArrayRecordComponent") // bodies are read, never compared
public record Incoming(
        String method,
        String path,
        Map<String, String> query,
        Map<String, String> headers,
        byte[] body,
        long begunNanos) {
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    public Optional<String> parameter(String name) {
        return Optional.ofNullable(query.get(name));
    }

    public boolean is(String otherMethod) {
        return method.equals(otherMethod);
    }

    /** How the caller reached us, which is what links back to us must begin with. */
    public String origin() {
        return "http://" + header("host").orElse("localhost");
    }
}
