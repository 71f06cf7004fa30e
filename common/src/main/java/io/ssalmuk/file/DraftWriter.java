package io.ssalmuk.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Writes one stream to a new file and learns its hash on the way. */
final class DraftWriter {

    private static final int PIECE = 64 * 1024;

    /** Enough for every well-known type's mark. */
    private static final int HEAD = 8 * 1024;

    /** How Linux and macOS say that a disk, or a user's share of it, is used up. */
    private static final List<String> FULL = List.of("No space left", "quota exceeded");

    private final Path path;
    private final Set<StandardOpenOption> how;

    private DraftWriter(Path path, Set<StandardOpenOption> how) {
        this.path = path;
        this.how = how;
    }

    static DraftWriter to(Path path) {
        return new DraftWriter(
                path, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    /** Onto what is there already, such as a device. */
    static DraftWriter onto(Path path) {
        return new DraftWriter(path, Set.of(StandardOpenOption.WRITE));
    }

    /** What reading throws is thrown as it is; only writing knows a full disk. */
    DiskDraft write(InputStream content) throws IOException {
        var digest = sha256();
        var head = new byte[0];
        long size = 0;
        var piece = new byte[PIECE];
        try (var file = open()) {
            for (int n = content.read(piece); n >= 0; n = content.read(piece)) {
                digest.update(piece, 0, n);
                write(file, ByteBuffer.wrap(piece, 0, n));
                head = extended(head, piece, n);
                size += n;
            }
            force(file);
        }
        return new DiskDraft(path, ContentHash.of(digest.digest()), size, head);
    }

    private static byte[] extended(byte[] head, byte[] piece, int read) {
        int more = Math.min(HEAD - head.length, read);
        if (more == 0) {
            return head;
        }
        var longer = Arrays.copyOf(head, head.length + more);
        System.arraycopy(piece, 0, longer, head.length, more);
        return longer;
    }

    private FileChannel open() {
        try {
            return FileChannel.open(path, how);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private void write(FileChannel file, ByteBuffer piece) {
        try {
            while (piece.hasRemaining()) {
                file.write(piece);
            }
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** The bytes are on the disk before the database says that they are there. */
    private void force(FileChannel file) {
        try {
            file.force(true);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private RuntimeException failure(IOException e) {
        var message = String.valueOf(e.getMessage());
        return FULL.stream().anyMatch(message::contains)
                ? new StoreFullException(e)
                : new UncheckedIOException("cannot write " + path, e);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
