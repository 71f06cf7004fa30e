package io.ssalmuk.client;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;

interface ClientRows extends JpaRepository<ClientRow, UUID> {

    List<ClientRow> findAllByOrderByCreatedAtAscIdAsc();

    Optional<ClientRow> findByKeyHashAndActiveTrue(byte[] keyHash);
}
