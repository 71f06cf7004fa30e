package io.ssalmuk.standalone.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** Unpacks the server's programs from the class path, once per version. */
final class Binaries {

    private static final int EXECUTABLE = 0100;

    private Binaries() {}

    /**
     * Returns the folder that holds {@code bin}; its name carries the archive's size, so a new
     * version is unpacked anew.
     */
    static Path unpack(Path folder, Platform platform) {
        try {
            var archive = find(platform).openConnection();
            var home =
                    folder.resolve(
                            "postgresql-" + platform.name() + "-" + archive.getContentLengthLong());
            if (Files.notExists(home)) {
                unpackTo(home, archive.getInputStream());
            }
            return home;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot unpack PostgreSQL into " + folder, e);
        }
    }

    private static URL find(Platform platform) {
        var archive = Binaries.class.getResource(platform.archive());
        if (archive == null) {
            throw new IllegalStateException(
                    "Standalone brings no PostgreSQL for "
                            + platform.name()
                            + ". Run ./ssalmuk api and ./ssalmuk worker against a PostgreSQL and a RabbitMQ of your own.");
        }
        return archive;
    }

    /** A process that is killed half-way leaves only a folder that nobody looks at. */
    private static void unpackTo(Path home, InputStream archive) throws IOException {
        Files.createDirectories(home.getParent());
        var partial = Files.createTempDirectory(home.getParent(), "unpacking");
        Files.setPosixFilePermissions(partial, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (var tar =
                new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive)))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                write(entry, tar, partial);
            }
        }
        Files.move(partial, home, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void write(TarArchiveEntry entry, InputStream content, Path root)
            throws IOException {
        var file = root.resolve(entry.getName()).normalize();
        if (entry.isDirectory()) {
            Files.createDirectories(file);
            return;
        }
        Files.createDirectories(file.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
        } else {
            Files.copy(content, file);
            file.toFile().setExecutable((entry.getMode() & EXECUTABLE) != 0, false);
        }
    }
}
