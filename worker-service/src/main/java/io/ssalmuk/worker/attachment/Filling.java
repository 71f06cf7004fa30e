package io.ssalmuk.worker.attachment;

import io.ssalmuk.file.FileStore;
import io.ssalmuk.file.UpstreamCopies;
import io.ssalmuk.file.UpstreamCopies.Copy;
import io.ssalmuk.file.UpstreamCopies.CopyKey;
import io.ssalmuk.job.Body;
import io.ssalmuk.job.JobFile;
import io.ssalmuk.quota.ProjectId;
import io.ssalmuk.worker.gemini.CallOutcome;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import tools.jackson.databind.json.JsonMapper;

/** One body's files: which go with it, and where the others are at Google. */
final class Filling {

    private final Body body;
    private final List<JobFile> files;
    private final Set<JobFile> inline = new HashSet<>();
    private final Map<JobFile, Copy> copies = new HashMap<>();

    Filling(Body body, List<JobFile> files, AttachmentProperties properties) {
        this.body = body;
        this.files = Placeholders.inOrder(body, files);
        long before = 0;
        for (var file : this.files) {
            if (properties.fitsInline(file.size(), before)) {
                inline.add(file);
                before += file.size();
            }
        }
    }

    /** Those that need a copy at Google. */
    List<JobFile> toUpload() {
        return files.stream().filter(file -> !inline.contains(file)).toList();
    }

    void put(JobFile file, Copy copy) {
        copies.put(file, copy);
    }

    FilledBody filled(FileStore store) {
        return Placeholders.fill(
                body, files, file -> inline.contains(file) ? inlined(store, file) : linked(file));
    }

    UnaryOperator<CallOutcome> judging(UpstreamCopies all, ProjectId project) {
        return copies.isEmpty()
                ? UnaryOperator.identity()
                : outcome ->
                        new UsedCopies(all, project, Set.copyOf(copies.values()), body)
                                .judged(outcome);
    }

    static CopyKey wanted(JobFile file, ProjectId project) {
        return new CopyKey(project, file.hash(), file.mimeType());
    }

    private static List<Piece> inlined(FileStore store, JobFile file) {
        return List.of(
                text("\"inlineData\":{\"mimeType\":" + json(file.mimeType()) + ",\"data\":\""),
                new Piece.Base64File(store, file.hash(), file.size()),
                text("\"}"));
    }

    private List<Piece> linked(JobFile file) {
        var copy = copies.get(file);
        if (copy == null) {
            throw new IllegalStateException("no copy of " + file.hash());
        }
        return List.of(
                text(
                        "\"fileData\":{\"mimeType\":"
                                + json(file.mimeType())
                                + ",\"fileUri\":"
                                + json(copy.uri())
                                + "}"));
    }

    private static String json(String text) {
        return JsonMapper.shared().writeValueAsString(text);
    }

    private static Piece text(String text) {
        return new Piece.Bytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
