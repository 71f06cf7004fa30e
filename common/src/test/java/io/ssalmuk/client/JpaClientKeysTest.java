package io.ssalmuk.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssalmuk.fixture.MigratedDatabase;
import java.time.InstantSource;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

final class JpaClientKeysTest implements ClientKeysContract {

    private static MigratedDatabase database;
    private static AnnotationConfigApplicationContext context;

    @BeforeAll
    static void start() {
        database = MigratedDatabase.create();
        context = new AnnotationConfigApplicationContext();
        context.registerBean(DataSource.class, () -> database.dataSource());
        context.register(Jpa.class);
        context.refresh();
    }

    @AfterAll
    static void stop() {
        context.close();
        database.close();
    }

    @Override
    public ClientKeys keys() {
        return context.getBean(ClientKeys.class);
    }

    @Test
    void ofSeveralKeysAllAreIssuedOrNone() {
        // PostgreSQL's text takes no NUL.
        var names = List.of("of none", "a\0b");

        assertThatThrownBy(() -> keys().issue(names)).isInstanceOf(RuntimeException.class);

        assertThat(keys().list()).extracting(Client::name).doesNotContain("of none");
    }

    @Test
    void theKeyItselfIsNowhereInTheTable() {
        var key = keys().issue(List.of("shop")).getFirst().secret().reveal();

        int rows =
                database.jdbc()
                        .sql("SELECT count(*) FROM client c WHERE c::text LIKE '%' || :key || '%'")
                        .param("key", key)
                        .query(Integer.class)
                        .single();

        assertThat(rows).isZero();
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        HibernateJpaAutoConfiguration.class,
        TransactionAutoConfiguration.class
    })
    @Import({ClientConfiguration.class, JpaClientKeys.class})
    static class Jpa {

        @Bean
        InstantSource clock() {
            return InstantSource.system();
        }
    }
}
