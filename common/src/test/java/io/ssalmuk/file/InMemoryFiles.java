package io.ssalmuk.file;

import io.ssalmuk.client.ClientId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Clients' files that are gone with the test. */
public final class InMemoryFiles implements ClientFiles, Contents {

    private final FileStore store;
    private final InstantSource clock;
    private final TreeMap<String, Owned> files = new TreeMap<>();
    private final Set<ContentHash> known = new HashSet<>();
    private final Set<ContentHash> heldByJobs = new HashSet<>();
    private final Set<ContentHash> copied = new HashSet<>();

    private record Owned(ClientId owner, UploadedFile file) {}

    public InMemoryFiles(FileStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /** A job needs the content. */
    public synchronized void hold(ContentHash hash) {
        known.add(hash);
        heldByJobs.add(hash);
    }

    /** No job needs the content any more. */
    public synchronized void letGo(ContentHash hash) {
        heldByJobs.remove(hash);
    }

    /** Google has a copy of it. */
    public synchronized void copied(ContentHash hash) {
        copied.add(hash);
    }

    @Override
    public synchronized UploadedFile add(
            ClientId owner, String name, String mimeType, Draft content) {
        store.keep(content);
        known.add(content.hash());
        var id = FileId.next();
        var file =
                new UploadedFile(
                        id, name, mimeType, content.size(), content.hash(), clock.instant());
        files.put(id.toString(), new Owned(owner, file));
        return file;
    }

    @Override
    public synchronized Map<FileId, UploadedFile> find(ClientId owner, Collection<FileId> ids) {
        return files.values().stream()
                .filter(owned -> owned.owner().equals(owner) && ids.contains(owned.file().id()))
                .map(Owned::file)
                .collect(Collectors.toMap(UploadedFile::id, file -> file));
    }

    @Override
    public synchronized List<UploadedFile> list(ClientId owner, Optional<FileId> after, int most) {
        var rest =
                after.map(id -> files.headMap(id.toString(), false)).orElse(files).descendingMap();
        return rest.values().stream()
                .filter(owned -> owned.owner().equals(owner))
                .map(Owned::file)
                .limit(most)
                .toList();
    }

    @Override
    public synchronized Optional<ContentHash> delete(ClientId owner, FileId id) {
        var owned = files.get(id.toString());
        if (owned == null || !owned.owner().equals(owner)) {
            return Optional.empty();
        }
        files.remove(id.toString());
        return Optional.of(owned.file().hash());
    }

    @Override
    public synchronized Collected collect(ContentHash hash) {
        if (used(hash)) {
            return Collected.IN_USE;
        }
        known.remove(hash);
        store.delete(hash);
        return copied.contains(hash) ? Collected.GONE_WITH_COPIES : Collected.GONE;
    }

    private boolean used(ContentHash hash) {
        return heldByJobs.contains(hash)
                || files.values().stream().anyMatch(owned -> owned.file().hash().equals(hash));
    }

    @Override
    public synchronized int collectUnused() {
        var unused = known.stream().filter(hash -> !used(hash)).toList();
        unused.forEach(this::collect);
        return unused.size();
    }

    @Override
    public synchronized int removeStrays(Duration age) {
        var strays = store.olderThan(age).stream().filter(hash -> !known.contains(hash)).toList();
        strays.forEach(store::delete);
        return strays.size();
    }
}
