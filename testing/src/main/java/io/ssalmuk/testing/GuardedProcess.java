package io.ssalmuk.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A guard script that holds a server alive while its standard input is open; here it can be started
 * again and again.
 */
final class GuardedProcess {

    private final ProcessBuilder builder;
    private final AtomicReference<Optional<Process>> running =
            new AtomicReference<>(Optional.empty());

    GuardedProcess(List<String> command, Map<String, String> environment, Path output) {
        builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(Redirect.appendTo(output.toFile()));
        builder.environment().putAll(environment);
    }

    void start() {
        try {
            running.set(Optional.of(builder.start()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks for an orderly stop and waits for it; nothing happens if it has ended. */
    void stop() {
        end("stop\n");
    }

    void kill() {
        end("");
    }

    boolean ended() {
        return running.get().filter(Process::isAlive).isEmpty();
    }

    /** Waits until it ends, but no longer than {@code limit}. */
    void awaitEnd(Duration limit) {
        running.get().ifPresent(process -> await(process, limit));
    }

    private void end(String lastWords) {
        running.getAndSet(Optional.empty())
                .ifPresent(process -> {
                    try (OutputStream input = process.getOutputStream()) {
                        input.write(lastWords.getBytes(StandardCharsets.UTF_8));
                        input.flush();
                        if (!lastWords.isEmpty()) {
                            await(process, Duration.ofMinutes(1));
                        }
                    } catch (IOException e) {
                        // It had ended by itself: nobody reads its input any more.
                    }
                    await(process, Duration.ofMinutes(1));
                });
    }

    private static void await(Process process, Duration limit) {
        try {
            process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
