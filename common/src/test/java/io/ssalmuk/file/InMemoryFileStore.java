package io.ssalmuk.file;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/** Contents that are gone with the test. */
public final class InMemoryFileStore implements FileStore {

    private static final int HEAD = 8 * 1024;

    private final InstantSource clock;
    private final Map<ContentHash, Content> contents = new ConcurrentHashMap<>();
    private final Map<MemoryDraft, Instant> drafts = new ConcurrentHashMap<>();
    private final AtomicBoolean full = new AtomicBoolean();

    @SuppressWarnings("ArrayRecordComponent") // nobody compares contents
    private record Content(byte[] bytes, Instant since) {}

    public InMemoryFileStore(InstantSource clock) {
        this.clock = clock;
    }

    /** From now on there is no room. */
    public void fill() {
        full.set(true);
    }

    long things() {
        return contents.size() + (long) drafts.size();
    }

    @Override
    public Draft receive(InputStream content) throws IOException {
        var bytes = content.readAllBytes();
        if (full.get()) {
            throw new StoreFullException(new IOException("No space left on device"));
        }
        var draft = new MemoryDraft(bytes);
        drafts.put(draft, clock.instant());
        return draft;
    }

    @Override
    public void keep(Draft draft) {
        contents.putIfAbsent(
                draft.hash(), new Content(((MemoryDraft) draft).bytes, clock.instant()));
    }

    @Override
    public boolean holds(ContentHash hash) {
        return contents.containsKey(hash);
    }

    @Override
    public InputStream open(ContentHash hash) throws IOException {
        var content = contents.get(hash);
        if (content == null) {
            throw new NoSuchFileException(hash.hex());
        }
        return new ByteArrayInputStream(content.bytes());
    }

    @Override
    public void delete(ContentHash hash) {
        contents.remove(hash);
    }

    @Override
    public Set<ContentHash> olderThan(Duration age) {
        return contents.entrySet().stream()
                .filter(content -> isOlder(content.getValue().since(), age))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    @Override
    public int removeDrafts(Duration age) {
        int before = drafts.size();
        drafts.values().removeIf(since -> isOlder(since, age));
        return before - drafts.size();
    }

    private boolean isOlder(Instant since, Duration age) {
        return !since.isAfter(clock.instant().minus(age));
    }

    private final class MemoryDraft implements Draft {

        private final byte[] bytes;

        MemoryDraft(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public ContentHash hash() {
            try {
                return ContentHash.of(MessageDigest.getInstance("SHA-256").digest(bytes));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public byte[] head() {
            return Arrays.copyOf(bytes, Math.min(HEAD, bytes.length));
        }

        @Override
        public void close() {
            drafts.remove(this);
        }
    }
}
