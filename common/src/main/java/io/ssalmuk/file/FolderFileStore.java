package io.ssalmuk.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Contents in a folder, as {@code ab/cdef…}. A content arrives under its name by a rename, so that
 * nobody ever sees half of one. Folders are made when they are first needed.
 */
@Component
final class FolderFileStore implements FileStore {

    private static final String DRAFTS = "drafts";

    private static final Pattern FOLDER = Pattern.compile("[0-9a-f]{2}");

    private static final Pattern REST = Pattern.compile("[0-9a-f]{62}");

    private final Path root;

    @Autowired
    FolderFileStore(FileProperties properties) {
        this(properties.files());
    }

    FolderFileStore(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    @Override
    public Draft receive(InputStream content) throws IOException {
        var path = made(root.resolve(DRAFTS)).resolve(UUID.randomUUID().toString());
        boolean whole = false;
        try {
            var draft = DraftWriter.to(path).write(content);
            whole = true;
            return draft;
        } finally {
            if (!whole) {
                Files.deleteIfExists(path);
            }
        }
    }

    @Override
    public void keep(Draft draft) {
        var disk = (DiskDraft) draft;
        var target = path(disk.hash());
        try {
            if (Files.exists(target) && Files.size(target) == disk.size()) {
                return;
            }
            var folder = made(folder(disk.hash()));
            Files.move(disk.path(), target, StandardCopyOption.ATOMIC_MOVE);
            sync(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep " + target, e);
        }
    }

    /** A rename, too, is durable only once the folder is on the disk. */
    private static void sync(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder)) {
            channel.force(true);
        }
    }

    @Override
    public boolean holds(ContentHash hash) {
        return Files.exists(path(hash));
    }

    @Override
    public InputStream open(ContentHash hash) throws IOException {
        return Files.newInputStream(path(hash));
    }

    @Override
    public void delete(ContentHash hash) {
        try {
            Files.deleteIfExists(path(hash));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + path(hash), e);
        }
    }

    @Override
    public Set<ContentHash> olderThan(Duration age) {
        try {
            var before = before(age);
            return folders()
                    .flatMap(folder -> contents(folder, before))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + root, e);
        }
    }

    @Override
    public int removeDrafts(Duration age) {
        try {
            var left = old(root.resolve(DRAFTS), before(age)).toList();
            for (var draft : left) {
                Files.deleteIfExists(draft);
            }
            return left.size();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot clear " + root.resolve(DRAFTS), e);
        }
    }

    /** By the folder's own clock, which may be another machine's. */
    private FileTime before(Duration age) throws IOException {
        var probe = Files.createTempFile(made(root.resolve(DRAFTS)), "clock", "");
        try {
            return FileTime.from(Files.getLastModifiedTime(probe).toInstant().minus(age));
        } finally {
            Files.deleteIfExists(probe);
        }
    }

    private Stream<Path> folders() {
        return list(root).stream()
                .filter(folder -> FOLDER.matcher(folder.getFileName().toString()).matches());
    }

    private static Stream<Path> old(Path folder, FileTime before) {
        return list(folder).stream().filter(file -> isOlder(file, before));
    }

    private static List<Path> list(Path folder) {
        try (var files = Files.list(folder)) {
            return files.toList();
        } catch (NoSuchFileException _) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + folder, e);
        }
    }

    /** One that has gone meanwhile is of no concern. */
    private static boolean isOlder(Path file, FileTime before) {
        try {
            return Files.getLastModifiedTime(file).compareTo(before) <= 0;
        } catch (IOException _) {
            return false;
        }
    }

    private static Stream<ContentHash> contents(Path folder, FileTime before) {
        return old(folder, before)
                .map(file -> file.getFileName().toString())
                .filter(rest -> REST.matcher(rest).matches())
                .map(rest -> new ContentHash(folder.getFileName() + rest));
    }

    private Path path(ContentHash hash) {
        return folder(hash).resolve(hash.hex().substring(2));
    }

    private Path folder(ContentHash hash) {
        return root.resolve(hash.hex().substring(0, 2));
    }

    private static Path made(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + folder, e);
        }
    }
}
