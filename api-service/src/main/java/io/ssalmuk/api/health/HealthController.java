package io.ssalmuk.api.health;

import io.ssalmuk.api.memo.Memo;
import io.ssalmuk.queue.BrokerState;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
final class HealthController {

    /** Anybody may ask, so that asking must cost next to nothing. */
    private static final Duration REMEMBERED = Duration.ofSeconds(1);

    private static final int DATABASE_SECONDS = 2;

    private final DataSource database;
    private final BrokerState broker;
    private final Drain drain;
    private final Memo<Boolean, Health> memo;

    HealthController(DataSource database, BrokerState broker, Drain drain, InstantSource clock) {
        this.database = database;
        this.broker = broker;
        this.drain = drain;
        this.memo = new Memo<>(_ -> look(), REMEMBERED, clock);
    }

    @GetMapping(path = "/health", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Health> health() {
        var seen = memo.get(true);
        var health = drain.stopping() ? seen.stopping() : seen;
        return ResponseEntity.status(
                        health.accepting() ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
                .body(health);
    }

    private Health look() {
        return Health.of(databaseAnswers(), broker.reachable());
    }

    private boolean databaseAnswers() {
        try (var connection = database.getConnection()) {
            return connection.isValid(DATABASE_SECONDS);
        } catch (SQLException _) {
            return false;
        }
    }
}
