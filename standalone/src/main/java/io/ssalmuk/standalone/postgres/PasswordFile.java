package io.ssalmuk.standalone.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The superuser's password, readable by its owner only. */
record PasswordFile(Path file) {

    private static final int BYTES = 24;

    String readOrCreate() {
        try {
            if (Files.notExists(file)) {
                Files.createDirectories(file.getParent());
                create();
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read or write " + file, e);
        }
    }

    private void create() throws IOException {
        var secret = new byte[BYTES];
        new SecureRandom().nextBytes(secret);
        var mode =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        var partial = Files.createTempFile(file.getParent(), "password", ".new", mode);
        Files.writeString(partial, HexFormat.of().formatHex(secret));
        Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
