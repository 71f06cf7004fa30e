package broken;

import io.ssalmuk.secret.GeminiKey;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.core.Queue;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Repository;

/** One way each to break the house rules. */
public final class Broken {

    private Broken() {}

    public record LooseJdbc(JdbcClient jdbc) {}

    public record LooseSql(String name) {
        public String sql() {
            return "DELETE FROM job WHERE name = " + name;
        }
    }

    public record LooseAmqp(Queue queue) {}

    @Component
    public static class PublicComponent {}

    @Repository
    public static class PublicRepository {}

    @Configuration(proxyBeanMethods = false)
    public static class PublicConfiguration {}

    @ConfigurationProperties("broken")
    public record PublicProperties(String name) {}

    public record Revealing(GeminiKey key) {
        public String call() {
            return key.reveal();
        }
    }

    public record RevealingByReference(Optional<GeminiKey> key) {
        public Optional<String> call() {
            return key.map(GeminiKey::reveal);
        }
    }

    public record TalkativeSecret(String reveal) {}

    public record WallClock(String name) {
        public Instant now() {
            return Instant.now();
        }
    }

    public record WallMillis(String name) {
        public long now() {
            return System.currentTimeMillis();
        }
    }

    public record WallDate(String name) {
        public LocalDate today() {
            return LocalDate.now(ZoneOffset.UTC);
        }
    }

    public record OwnClock(String name) {
        public Instant now() {
            return InstantSource.system().instant();
        }
    }

    static final class FieldInjected {
        @Autowired @Nullable String name;
    }

    static final class SetterInjected {
        @Autowired
        void name(String name) {}
    }

    static final class OldLogging {
        static final Logger log = Logger.getLogger("old");
    }
}
