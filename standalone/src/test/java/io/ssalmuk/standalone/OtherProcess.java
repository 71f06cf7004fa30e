package io.ssalmuk.standalone;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A JVM that holds a data folder until it is killed. */
final class OtherProcess {

    private OtherProcess() {}

    /** Returns once it has the folder. */
    static Process locking(Path folder) throws Exception {
        var process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                OtherProcess.class.getName(),
                                folder.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        var output =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        if (!"locked".equals(output.readLine())) {
            throw new IllegalStateException("The other process did not get the folder");
        }
        return process;
    }

    static void main(String[] args) throws Exception {
        try (var _ = DataFolder.open(Path.of(args[0]))) {
            System.out.println("locked");
            Thread.currentThread().join();
        }
    }
}
