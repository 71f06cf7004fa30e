package io.ssalmuk.harness.topology;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;

/**
 * The folder of one topology.
 *
 * @param folder of its own
 * @param shared by all of this process, for what is unpacked once
 */
record Workplace(Path folder, Path shared) {

    /** PostgreSQL may have to run as another user, who must get at its data. */
    private static final String OPEN = "rwxr-xr-x";

    private static final class Shared {
        static final Path FOLDER = temporary("ssalmuk-harness-programs");

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(FOLDER)));
        }
    }

    static Workplace create(String name) {
        return new Workplace(temporary("ssalmuk-harness-" + name + "-"), Shared.FOLDER);
    }

    private static Path temporary(String name) {
        try {
            var folder = Files.createTempDirectory(name);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(OPEN));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path log(String name) {
        return folder.resolve(name + ".log");
    }

    void delete() {
        delete(folder);
    }

    private static void delete(Path root) {
        if (Files.notExists(root)) {
            return;
        }
        try (var files = Files.walk(root)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            // What still runs still writes; the folder is in the temporary one, nobody needs it.
            System.err.println("not all of " + root + " is removed: " + e.getMessage());
        }
    }
}
