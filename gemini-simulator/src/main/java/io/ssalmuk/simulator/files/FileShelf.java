package io.ssalmuk.simulator.files;

import io.ssalmuk.simulator.files.FileFinding.Found;
import io.ssalmuk.simulator.files.FileFinding.Withheld;
import io.ssalmuk.simulator.files.UploadStep.Broken;
import io.ssalmuk.simulator.files.UploadStep.Cancelled;
import io.ssalmuk.simulator.files.UploadStep.Continued;
import io.ssalmuk.simulator.files.UploadStep.Finished;
import io.ssalmuk.simulator.project.Project;
import io.ssalmuk.simulator.refusal.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** All projects' files. */
public final class FileShelf {
    private static final Pattern URI = Pattern.compile(".*?(?:/v1(?:beta)?/|^)files/([^/?]+)$");

    private final InstantSource clock;
    private final AtomicReference<Duration> processing;
    private final Map<String, StoredFile> files = new ConcurrentSkipListMap<>();
    private final Map<String, Upload> uploads = new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong();
    private final AtomicBoolean failing = new AtomicBoolean();

    /** Files that were uploaded to the end, by project, also those that are gone. */
    private final Map<String, Long> uploaded = new ConcurrentSkipListMap<>();

    public FileShelf(InstantSource clock, Duration processing) {
        this.clock = clock;
        this.processing = new AtomicReference<>(processing);
    }

    public void setProcessing(Duration time) {
        processing.set(time);
    }

    /** Whether files that are uploaded from now on turn out to be of no use. */
    public void setFailing(boolean all) {
        failing.set(all);
    }

    public List<StoredFile> all() {
        forgetExpired();
        return List.copyOf(files.values());
    }

    public Map<String, Long> uploaded() {
        return Map.copyOf(uploaded);
    }

    /** Every file is gone, as if it had expired. */
    public void lose() {
        files.clear();
    }

    public String begin(Project owner, StoredFile.Offer offer) {
        String id = "upload-" + ids.incrementAndGet();
        uploads.put(id, new Upload(owner, offer));
        return id;
    }

    public UploadStep append(String id, long offset, byte[] bytes) {
        Upload upload = uploads.get(id);
        if (upload == null) {
            return unknownUpload();
        }
        return upload.append(offset, bytes)
                ? new Continued(upload.received())
                : new Broken(
                        Refusal.invalidArgument(
                                "The upload goes on at offset %d, not at %d."
                                        .formatted(upload.received(), offset)));
    }

    public UploadStep finish(String id) {
        Upload upload = uploads.remove(id);
        if (upload == null) {
            return unknownUpload();
        }
        StoredFile file = store(upload);
        files.put(file.id(), file);
        uploaded.merge(file.owner().id(), 1L, Long::sum);
        return new Finished(file);
    }

    public UploadStep query(String id) {
        Upload upload = uploads.get(id);
        return upload == null ? unknownUpload() : new Continued(upload.received());
    }

    public UploadStep cancel(String id) {
        return uploads.remove(id) == null ? unknownUpload() : new Cancelled();
    }

    public List<StoredFile> of(Project owner) {
        forgetExpired();
        return files.values().stream().filter(file -> file.owner().equals(owner)).toList();
    }

    public FileFinding find(Project asker, String id) {
        forgetExpired();
        StoredFile file = files.get(id);
        String message =
                "You do not have permission to access the File %s or it may not exist."
                        .formatted(id);
        if (file == null) {
            return new Withheld(Refusal.notFound(message));
        }
        return file.owner().equals(asker)
                ? new Found(file)
                : new Withheld(Refusal.permissionDenied(message));
    }

    public FileFinding delete(Project asker, String id) {
        FileFinding finding = find(asker, id);
        if (finding instanceof Found) {
            files.remove(id);
        }
        return finding;
    }

    public void clear() {
        files.clear();
        uploads.clear();
        uploaded.clear();
        failing.set(false);
    }

    /**
     * Why a prompt may not refer to these, if so. URIs that are not of our files are no concern.
     */
    public Optional<Refusal> objection(Project asker, List<String> uris) {
        return uris.stream()
                .map(URI::matcher)
                .filter(Matcher::matches)
                .flatMap(uri -> objection(asker, uri.group(1)).stream())
                .findFirst();
    }

    private Optional<Refusal> objection(Project asker, String id) {
        return switch (find(asker, id)) {
            case Withheld(Refusal refusal) -> Optional.of(refusal);
            case Found(StoredFile file) when file.isActive(clock.instant()) -> Optional.empty();
            case Found _ ->
                    Optional.of(
                            Refusal.of(
                                    400,
                                    "FAILED_PRECONDITION",
                                    "The File %s is not in an ACTIVE state and usage is not allowed."
                                            .formatted(id)));
        };
    }

    private StoredFile store(Upload upload) {
        Instant now = clock.instant();
        String wished = upload.offer().id();
        String id = wished.isEmpty() ? "sim%09d".formatted(ids.incrementAndGet()) : wished;
        return new StoredFile(
                upload.owner(),
                id,
                upload.offer(),
                upload.received(),
                upload.digest(),
                now,
                now.plus(processing.get()),
                failing.get());
    }

    private void forgetExpired() {
        Instant now = clock.instant();
        files.values().removeIf(file -> !now.isBefore(file.expires()));
    }

    private static UploadStep unknownUpload() {
        return new Broken(Refusal.notFound("There is no such upload, or it has ended."));
    }
}
