package io.ssalmuk.file.postgres;

import io.ssalmuk.client.ClientId;
import io.ssalmuk.file.ClientFiles;
import io.ssalmuk.file.ContentHash;
import io.ssalmuk.file.Draft;
import io.ssalmuk.file.FileId;
import io.ssalmuk.file.FileStore;
import io.ssalmuk.file.UploadedFile;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

@Component
final class PostgresClientFiles implements ClientFiles {

    private static final String KEEP_CONTENT =
            """
            -- Writing the row although it is there takes its lock: whoever is about to delete this
            -- content is waited for, and waits from here on until the file below is committed.
            INSERT INTO file_content (hash, size) VALUES (:hash, :size)
            ON CONFLICT (hash) DO UPDATE SET size = excluded.size
            """;

    private static final String ADD_FILE =
            """
            INSERT INTO client_file (id, client_id, name, mime_type, hash)
            VALUES (:id, :owner, :name, :mimeType, :hash)
            RETURNING created_at
            """;

    private static final String FIND_FILES =
            """
            SELECT f.id, f.name, f.mime_type, c.size, f.hash, f.created_at
            FROM client_file f
            JOIN file_content c ON c.hash = f.hash
            WHERE f.id = ANY (:ids) AND f.client_id = :owner
            """;

    private static final String LIST_FILES =
            """
            SELECT f.id, f.name, f.mime_type, c.size, f.hash, f.created_at
            FROM client_file f
            JOIN file_content c ON c.hash = f.hash
            WHERE f.client_id = :owner AND (:after::uuid IS NULL OR f.id < :after::uuid)
            ORDER BY f.id DESC
            LIMIT :most
            """;

    private static final String DELETE_FILE =
            """
            DELETE FROM client_file WHERE id = :id AND client_id = :owner RETURNING hash
            """;

    private final JdbcClient jdbc;
    private final FileStore store;
    private final TransactionOperations transactions;

    PostgresClientFiles(JdbcClient jdbc, FileStore store, TransactionOperations transactions) {
        this.jdbc = jdbc;
        this.store = store;
        this.transactions = transactions;
    }

    @Override
    public UploadedFile add(ClientId owner, String name, String mimeType, Draft content) {
        var id = FileId.next();
        var createdAt =
                transactions.execute(_ -> {
                    jdbc.sql(KEEP_CONTENT)
                            .param("hash", content.hash().bytes())
                            .param("size", content.size())
                            .update();
                    // Under the lock: before it, a deletion could take the content away again.
                    store.keep(content);
                    return jdbc.sql(ADD_FILE)
                            .param("id", id.value())
                            .param("owner", owner.value())
                            .param("name", name)
                            .param("mimeType", mimeType)
                            .param("hash", content.hash().bytes())
                            .query(OffsetDateTime.class)
                            .single();
                });
        return new UploadedFile(
                id, name, mimeType, content.size(), content.hash(), createdAt.toInstant());
    }

    @Override
    public Map<FileId, UploadedFile> find(ClientId owner, Collection<FileId> files) {
        var ids = files.stream().map(FileId::value).toArray();
        return jdbc
                .sql(FIND_FILES)
                .param("ids", new SqlArrayValue("uuid", ids))
                .param("owner", owner.value())
                .query((row, _) -> file(row))
                .list()
                .stream()
                .collect(Collectors.toMap(UploadedFile::id, Function.identity()));
    }

    @Override
    public List<UploadedFile> list(ClientId owner, Optional<FileId> after, int most) {
        @Nullable UUID last = after.map(FileId::value).orElse(null);
        return jdbc.sql(LIST_FILES)
                .param("owner", owner.value())
                .param("after", last)
                .param("most", most)
                .query((row, _) -> file(row))
                .list();
    }

    @Override
    public Optional<ContentHash> delete(ClientId owner, FileId file) {
        return jdbc.sql(DELETE_FILE)
                .param("id", file.value())
                .param("owner", owner.value())
                .query((row, _) -> ContentHash.of(row.getBytes("hash")))
                .optional();
    }

    private static UploadedFile file(ResultSet row) throws SQLException {
        return new UploadedFile(
                new FileId(row.getObject("id", UUID.class)),
                row.getString("name"),
                row.getString("mime_type"),
                row.getLong("size"),
                ContentHash.of(row.getBytes("hash")),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}
