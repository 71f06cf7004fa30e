package io.ssalmuk.api.files;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ssalmuk.file.UploadedFile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a client's files, the newest first.
 *
 * @param nextCursor where the next page begins; none on the last
 */
record FilePage(
        List<FileDocument> files,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String nextCursor) {

    /** Of one file more than the page shows, if there are so many. */
    static FilePage of(List<UploadedFile> found, int most) {
        var shown = found.subList(0, Math.min(most, found.size()));
        return new FilePage(
                shown.stream().map(FileDocument::of).toList(),
                found.size() > most ? shown.getLast().id().toString() : null);
    }
}
