package io.ssalmuk.api.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ssalmuk.api.problem.Refused;
import io.ssalmuk.client.ClientId;
import io.ssalmuk.file.ClientFiles;
import io.ssalmuk.file.ContentHash;
import io.ssalmuk.file.Contents;
import io.ssalmuk.file.Draft;
import io.ssalmuk.file.FileId;
import io.ssalmuk.file.FileStore;
import io.ssalmuk.file.StoreFullException;
import io.ssalmuk.file.UploadedFile;
import io.ssalmuk.queue.Signal;
import io.ssalmuk.queue.Signals;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.util.unit.DataSize;

/** A store without room, and what the world hears of deletions. */
final class FullStoreTest {

    private static final ClientId CLIENT = new ClientId(new UUID(1, 1));

    private final List<Signal> sent = new ArrayList<>();

    private FileController controller(Contents.Collected collected) {
        var reader =
                new UploadReader(new FullStore(), new UploadProperties(DataSize.ofMegabytes(1)));
        return new FileController(
                new OneFile(), new Collector(collected), reader, new Recorder(sent));
    }

    @Test
    void aFullStoreIsTheAdministratorsToMend() {
        var request = new MockHttpServletRequest("POST", "/api/files/upload");
        request.setContentType("multipart/form-data; boundary=b");
        request.setContent(
                "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nx\r\n--b--"
                        .getBytes(StandardCharsets.UTF_8));

        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> controller(Contents.Collected.GONE).upload(CLIENT, request))
                .satisfies(refused ->
                        assertThat(refused.status()).isEqualTo(HttpStatus.INSUFFICIENT_STORAGE));
    }

    @Test
    void workersHearOfADeletionOnlyIfGoogleHasCopies() {
        var file = FileId.next().toString();

        controller(Contents.Collected.IN_USE).delete(CLIENT, file);
        controller(Contents.Collected.GONE).delete(CLIENT, file);
        assertThat(sent).isEmpty();

        controller(Contents.Collected.GONE_WITH_COPIES).delete(CLIENT, file);
        assertThat(sent).containsExactly(new Signal.FilesDeleted());
    }

    private record Recorder(List<Signal> sent) implements Signals {

        @Override
        public void send(Signal signal) {
            sent.add(signal);
        }

        @Override
        public void listenToSignals(Consumer<Signal> listener) {}
    }

    private record Collector(Collected collected) implements Contents {

        @Override
        public Collected collect(ContentHash hash) {
            return collected;
        }

        @Override
        public int collectUnused() {
            return 0;
        }

        @Override
        public int removeStrays(Duration age) {
            return 0;
        }
    }

    /** Whatever is deleted was there. */
    private static final class OneFile implements ClientFiles {

        @Override
        public UploadedFile add(ClientId owner, String name, String mimeType, Draft content) {
            throw new AssertionError("nothing has arrived");
        }

        @Override
        public Map<FileId, UploadedFile> find(ClientId owner, Collection<FileId> files) {
            return Map.of();
        }

        @Override
        public List<UploadedFile> list(ClientId owner, Optional<FileId> after, int most) {
            return List.of();
        }

        @Override
        public Optional<ContentHash> delete(ClientId owner, FileId file) {
            return Optional.of(new ContentHash("00".repeat(32)));
        }
    }

    private static final class FullStore implements FileStore {

        @Override
        public Draft receive(InputStream content) {
            throw new StoreFullException(new IOException("No space left on device"));
        }

        @Override
        public void keep(Draft draft) {}

        @Override
        public boolean holds(ContentHash hash) {
            return false;
        }

        @Override
        public InputStream open(ContentHash hash) {
            return InputStream.nullInputStream();
        }

        @Override
        public void delete(ContentHash hash) {}

        @Override
        public Set<ContentHash> olderThan(Duration age) {
            return Set.of();
        }

        @Override
        public int removeDrafts(Duration age) {
            return 0;
        }
    }
}
