package io.ssalmuk.file;

import io.ssalmuk.cluster.InMemoryBoots;
import io.ssalmuk.quota.KeyId;
import io.ssalmuk.quota.ProjectId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Copies that are gone with the test. */
public final class InMemoryCopies implements UpstreamCopies {

    private static final Duration SILENT = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final int DELETIONS = 3;

    private final InMemoryBoots boots;
    private final InstantSource clock;
    private final Map<CopyKey, Row> rows = new HashMap<>();
    private final Set<ContentHash> used = new HashSet<>();

    private record Row(
            UUID upload,
            UUID boot,
            Instant touched,
            @Nullable Copy copy,
            Instant expires,
            int deletions) {

        Row touched(Instant now) {
            return new Row(upload, boot, now, copy, expires, deletions);
        }

        Row active(Copy made, Instant now, Instant end) {
            return new Row(upload, boot, now, made, end, 0);
        }

        Row leaving(Instant now) {
            return new Row(upload, boot, now, copy, expires, deletions + 1);
        }
    }

    public InMemoryCopies(InMemoryBoots boots, InstantSource clock) {
        this.boots = boots;
        this.clock = clock;
    }

    public synchronized void use(ContentHash hash, boolean inUse) {
        if (inUse) {
            used.add(hash);
        } else {
            used.remove(hash);
        }
    }

    @Override
    public synchronized Claimed claim(CopyKey key, UUID boot) {
        var row = rows.get(key);
        var now = clock.instant();
        if (row != null
                && row.copy() != null
                && row.deletions() == 0
                && row.expires().isAfter(now)) {
            return new Claimed.Ready(row.copy());
        }
        if (row != null && row.copy() == null && !isSilent(row)) {
            return new Claimed.Busy();
        }
        var upload = UUID.randomUUID();
        rows.put(key, new Row(upload, boot, now, null, Instant.MAX, 0));
        return new Claimed.Yours(upload);
    }

    private boolean isSilent(Row row) {
        return row.touched().isBefore(clock.instant().minus(SILENT)) || !boots.alive(row.boot());
    }

    @Override
    public boolean touch(UUID upload) {
        return change(upload, row -> row.touched(clock.instant()));
    }

    @Override
    public boolean complete(UUID upload, Copy copy, Duration lifetime) {
        var now = clock.instant();
        return change(upload, row -> row.active(copy, now, now.plus(lifetime)));
    }

    private synchronized boolean change(UUID upload, UnaryOperator<Row> change) {
        var key = uploading(upload);
        key.ifPresent(found -> rows.computeIfPresent(found, (_, row) -> change.apply(row)));
        return key.isPresent();
    }

    private Optional<CopyKey> uploading(UUID upload) {
        return rows.entrySet().stream()
                .filter(row -> row.getValue().upload().equals(upload))
                .filter(row -> row.getValue().copy() == null)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    @Override
    public synchronized void abandon(UUID upload) {
        uploading(upload).ifPresent(rows::remove);
    }

    @Override
    public synchronized void forget(ProjectId project, Copy copy) {
        rows.entrySet()
                .removeIf(row ->
                        row.getKey().project().equals(project)
                                && copy.equals(row.getValue().copy()));
    }

    @Override
    public synchronized List<Leaving> takeUnused(int most) {
        var leaving = new ArrayList<Leaving>();
        rows.replaceAll((key, row) -> {
            if (leaving.size() == most || !leaves(key, row) || row.copy() == null) {
                return row;
            }
            leaving.add(new Leaving(row.upload(), key.project(), new KeyId(1), row.copy().name()));
            return row.leaving(clock.instant());
        });
        return leaving;
    }

    private boolean leaves(CopyKey key, Row row) {
        return !used.contains(key.hash())
                && row.deletions() < DELETIONS
                && (row.deletions() == 0 || row.touched().isBefore(clock.instant().minus(PAUSE)));
    }

    @Override
    public synchronized void gone(Leaving copy) {
        rows.values().removeIf(row -> row.upload().equals(copy.upload()) && row.deletions() > 0);
    }

    @Override
    public synchronized int removeExpired() {
        int before = rows.size();
        rows.entrySet().removeIf(row -> isOver(row.getKey(), row.getValue()));
        return before - rows.size();
    }

    private boolean isOver(CopyKey key, Row row) {
        return row.copy() == null
                ? row.touched().isBefore(clock.instant().minus(SILENT))
                        && !used.contains(key.hash())
                : !row.expires().isAfter(clock.instant());
    }
}
