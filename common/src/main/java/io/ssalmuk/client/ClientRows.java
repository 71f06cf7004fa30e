package io.ssalmuk.client;

import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;

interface ClientRows extends JpaRepository<ClientRow, UUID> {

    List<ClientRow> findAllByOrderByCreatedAtAscIdAsc();

    Optional<ClientRow> findByKeyHash(byte[] keyHash);

    /** To change it: of two administrators at once, neither undoes what the other said. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    Optional<ClientRow> findLockedById(UUID id);

    @Modifying
    @Query(
            """
            UPDATE ClientRow c SET c.lastUsedAt = :at
            WHERE c.id = :id AND (c.lastUsedAt IS NULL OR c.lastUsedAt < :at)
            """)
    void use(UUID id, Instant at);
}
