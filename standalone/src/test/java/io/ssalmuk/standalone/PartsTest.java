package io.ssalmuk.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartsTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Console console =
            new Console(
                    new PrintStream(printed, true, StandardCharsets.UTF_8),
                    InstantSource.fixed(Instant.EPOCH));
    private final Parts parts = new Parts(console);
    private final List<String> stopped = new ArrayList<>();

    @Test
    void whatStartedLastStopsFirst() {
        start("PostgreSQL");
        start("broker");
        start("worker");
        start("API");

        parts.stop();

        assertThat(stopped).containsExactly("API", "worker", "broker", "PostgreSQL");
    }

    @Test
    void aPartThatFailsToStopLetsTheOthersStop() {
        start("PostgreSQL");
        parts.start(
                "broken",
                () ->
                        () -> {
                            throw new IOException("stuck");
                        });

        parts.stop();

        assertThat(stopped).containsExactly("PostgreSQL");
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("broken").contains("failed");
    }

    @Test
    void nothingStartsAfterTheStop() {
        parts.stop();

        assertThatThrownBy(() -> start("API")).isInstanceOf(StoppedException.class);
    }

    @Test
    void aStopIsDoneOnce() {
        start("API");

        parts.stop();
        parts.stop();

        assertThat(stopped).containsExactly("API");
    }

    @Test
    void aPartThatFailsToStartIsNotStopped() {
        assertThatThrownBy(() ->
                        parts.start(
                                "API",
                                () -> {
                                    throw new IOException("no port");
                                }))
                .hasRootCauseMessage("no port");

        parts.stop();

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("API")
                .doesNotContain("Stopping");
    }

    private void start(String name) {
        AutoCloseable part = () -> stopped.add(name);
        parts.start(name, () -> part);
    }
}
