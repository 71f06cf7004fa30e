package io.ssalmuk.api.files;

import io.ssalmuk.api.problem.Refused;
import io.ssalmuk.client.ClientId;
import io.ssalmuk.file.ClientFiles;
import io.ssalmuk.file.Contents;
import io.ssalmuk.file.FileId;
import io.ssalmuk.file.StoreFullException;
import io.ssalmuk.file.UploadedFile;
import io.ssalmuk.queue.Signal;
import io.ssalmuk.queue.Signals;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
final class FileController {

    private static final int USUAL_PAGE = 100;
    private static final int LARGEST_PAGE = 1000;

    private final ClientFiles files;
    private final Contents contents;
    private final UploadReader reader;
    private final Signals signals;

    FileController(ClientFiles files, Contents contents, UploadReader reader, Signals signals) {
        this.files = files;
        this.contents = contents;
        this.reader = reader;
        this.signals = signals;
    }

    @PostMapping(path = "/api/files/upload", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<FileDocument> upload(ClientId client, HttpServletRequest request) {
        var file = FileDocument.of(stored(client, request));
        return ResponseEntity.created(URI.create("/api/files/" + file.id())).body(file);
    }

    private UploadedFile stored(ClientId client, HttpServletRequest request) {
        try (var received = reader.read(request)) {
            return files.add(client, received.name(), received.mimeType(), received.content());
        } catch (StoreFullException _) {
            throw Refused.of(
                    HttpStatus.INSUFFICIENT_STORAGE,
                    "There is no room for this file; ask the administrator to make some.");
        }
    }

    @GetMapping(
            path = {"/api/files", "/api/files/"},
            produces = MediaType.APPLICATION_JSON_VALUE)
    FilePage list(
            ClientId client,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        int most = limit == null ? USUAL_PAGE : size(limit);
        return FilePage.of(files.list(client, after(cursor), most + 1), most);
    }

    private static int size(String limit) {
        int most = limit.matches("\\d{1,4}") ? Integer.parseInt(limit) : 0;
        if (most < 1 || most > LARGEST_PAGE) {
            throw Refused.field(
                    "limit", "limit must be a number from 1 to %d.".formatted(LARGEST_PAGE));
        }
        return most;
    }

    private static Optional<FileId> after(@Nullable String cursor) {
        if (cursor == null || cursor.isEmpty()) {
            return Optional.empty();
        }
        var after = FileId.parse(cursor);
        if (after.isEmpty()) {
            throw Refused.field("cursor", "cursor must be the next_cursor of an earlier page.");
        }
        return after;
    }

    @GetMapping(path = "/api/files/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    FileDocument show(ClientId client, @PathVariable String id) {
        return FileId.parse(id)
                .flatMap(file -> files.find(client, file))
                .map(FileDocument::of)
                .orElseThrow(FileController::unknown);
    }

    @DeleteMapping(path = "/api/files/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(ClientId client, @PathVariable String id) {
        var content =
                FileId.parse(id)
                        .flatMap(file -> files.delete(client, file))
                        .orElseThrow(FileController::unknown);
        switch (contents.collect(content)) {
            case IN_USE, GONE -> {}
            case GONE_WITH_COPIES -> signals.send(new Signal.FilesDeleted());
        }
    }

    private static Refused unknown() {
        return Refused.of(
                HttpStatus.NOT_FOUND,
                "There is no file of yours with this id; GET /api/files lists them.");
    }
}
