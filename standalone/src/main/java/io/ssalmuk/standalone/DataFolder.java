package io.ssalmuk.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.function.Supplier;

/** Everything that standalone keeps; one process at a time has it. */
final class DataFolder implements AutoCloseable {

    private static final int SECRET_BYTES = 32;

    private final Path root;
    private final FileChannel lock;

    private DataFolder(Path root, FileChannel lock) {
        this.root = root;
        this.lock = lock;
    }

    static DataFolder open(Path root) {
        try {
            Files.createDirectories(root);
            var lock =
                    FileChannel.open(
                            root.resolve("lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            // The system gives the lock back when this process ends, however it ends.
            if (lock.tryLock() == null) {
                lock.close();
                throw new RefusedException(
                        "Ssalmuk already runs on "
                                + root
                                + " (process "
                                + Files.readString(root.resolve("lock")).strip()
                                + "). Stop it, or name another folder in SSALMUK_DATA.");
            }
            lock.truncate(0)
                    .write(
                            ByteBuffer.wrap(
                                    (ProcessHandle.current().pid() + "\n")
                                            .getBytes(StandardCharsets.US_ASCII)));
            return new DataFolder(root, lock);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot use the data folder " + root, e);
        }
    }

    Path resolve(String name) {
        return root.resolve(name);
    }

    /** A random secret, the same at each start. */
    String secret(String name) {
        return secret(name, DataFolder::random);
    }

    /**
     * What the file holds; at first use what {@code first} gives, in a file that only its owner can
     * read.
     */
    String secret(String name, Supplier<String> first) {
        var file = root.resolve(name);
        try {
            if (Files.notExists(file)) {
                write(file, first.get());
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read or write " + file, e);
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    private void write(Path file, String secret) throws IOException {
        var mode =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        var partial = Files.createTempFile(root, "secret", ".new", mode);
        Files.writeString(partial, secret + "\n");
        Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String random() {
        var bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
