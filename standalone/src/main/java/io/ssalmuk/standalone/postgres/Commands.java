package io.ssalmuk.standalone.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs the server's own programs. */
record Commands(Path home, Account account) {

    /** Runs {@code program} to its end. */
    Outcome run(String program, List<String> arguments) {
        try {
            // A file, not a pipe: the server that pg_ctl leaves behind would hold a pipe open for
            // ever.
            var output = Files.createTempFile("ssalmuk-postgres", ".out");
            try {
                var process =
                        new ProcessBuilder(
                                        account.command(
                                                home.resolve("bin").resolve(program), arguments))
                                .redirectErrorStream(true)
                                .redirectOutput(Redirect.to(output.toFile()))
                                .start();
                return new Outcome(process.waitFor(), Files.readString(output).strip());
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(program + " did not run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(program + " was interrupted", e);
        }
    }

    void runOrThrow(String program, List<String> arguments) {
        var outcome = run(program, arguments);
        if (!outcome.succeeded()) {
            throw new IllegalStateException(program + " failed: " + outcome.output());
        }
    }

    /** Gives {@code folder} to the account that the server runs as. */
    void own(Path folder) {
        if (!account.owner().isEmpty()) {
            new Commands(Path.of("/usr"), new Account(List.of(), ""))
                    .runOrThrow("chown", List.of("-R", account.owner(), folder.toString()));
        }
    }

    record Outcome(int code, String output) {
        boolean succeeded() {
            return code == 0;
        }
    }
}
