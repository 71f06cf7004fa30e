package io.ssalmuk.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssalmuk.fixture.MigratedDatabase;
import io.ssalmuk.pool.AuditTrail;
import io.ssalmuk.pool.AuditTrail.Entry;
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
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

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

        assertThatThrownBy(
                        () -> keys().issue(names.stream().map(ClientTerms::usual).toList(), ACTOR))
                .isInstanceOf(RuntimeException.class);

        assertThat(keys().list())
                .extracting(client -> client.terms().name())
                .doesNotContain("of none");
    }

    @Test
    void theKeyItselfIsNowhereInTheTable() {
        var key =
                keys().issue(List.of(ClientTerms.usual("shop")), ACTOR)
                        .getFirst()
                        .secret()
                        .reveal();

        int rows =
                database.jdbc()
                        .sql("SELECT count(*) FROM client c WHERE c::text LIKE '%' || :key || '%'")
                        .param("key", key)
                        .query(Integer.class)
                        .single();

        assertThat(rows).isZero();
    }

    @Test
    void whatIsDoneIsInTheAuditTrailAndTheKeyIsNot() {
        var key = keys().issue(List.of(ClientTerms.usual("audited")), ACTOR).getFirst();
        keys().change(
                        key.client().id(),
                        client -> client.activated(false).on(client.terms().named("audited 2")),
                        ACTOR);

        var entries = context.getBean(AuditTrail.class).before(Long.MAX_VALUE, 2);

        assertThat(entries).extracting(Entry::who).containsExactly("a test", "a test");
        assertThat(entries).extracting(Entry::origin).containsExactly("here", "here");
        assertThat(entries)
                .extracting(Entry::action)
                .containsExactly("change client key", "make client key");
        assertThat(entries.getFirst().subject()).startsWith("audited (");
        assertThat(entries.getFirst().detail()).isEqualTo("name audited 2, active false");
        assertThat(entries.getLast().detail())
                .contains("scopes generate files", "weight 1", "tokens_per_day none");
        assertThat(entries.toString()).doesNotContain(key.secret().reveal());
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        HibernateJpaAutoConfiguration.class,
        TransactionAutoConfiguration.class
    })
    @ComponentScan(
            basePackages = "io.ssalmuk.pool.postgres",
            useDefaultFilters = false,
            includeFilters = @Filter(type = FilterType.ASSIGNABLE_TYPE, classes = AuditTrail.class))
    @Import({ClientConfiguration.class, JpaClientKeys.class})
    static class Jpa {

        @Bean
        JdbcClient jdbc(DataSource database) {
            return JdbcClient.create(database);
        }

        @Bean
        InstantSource clock() {
            return InstantSource.system();
        }
    }
}
