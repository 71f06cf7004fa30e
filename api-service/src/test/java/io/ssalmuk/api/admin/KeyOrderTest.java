package io.ssalmuk.api.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ssalmuk.api.body.JsonBody;
import io.ssalmuk.api.problem.Refused;
import io.ssalmuk.client.ClientLimits;
import io.ssalmuk.client.ClientTerms;
import io.ssalmuk.client.Scope;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KeyOrderTest {

    private static final Instant NOW = Instant.parse("2026-07-01T12:00:00Z");

    @Test
    void whatIsNotMentionedStaysAndNullTakesItBack() {
        var before =
                new ClientTerms(
                        "a",
                        "ada",
                        NOW.plusSeconds(1),
                        Set.of(Scope.ADMIN_READ),
                        7,
                        new ClientLimits(1, 2, 3, 4L));

        assertThat(terms("{}", before)).isEqualTo(before);
        assertThat(terms("{'limits': {'jobs_per_day': null, 'concurrent_jobs': 9}}", before))
                .isEqualTo(
                        new ClientTerms(
                                "a",
                                "ada",
                                NOW.plusSeconds(1),
                                Set.of(Scope.ADMIN_READ),
                                7,
                                new ClientLimits(1, 9, null, 4L)));
        assertThat(
                        terms(
                                "{'owner': null, 'expires_at': null, 'scopes': null,"
                                        + " 'weight': null, 'limits': null}",
                                before))
                .isEqualTo(ClientTerms.usual("a"));
    }

    private static ClientTerms terms(String change, ClientTerms before) {
        var bytes = change.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return TermsReader.read(JsonBody.read(bytes), before, NOW);
    }

    @Test
    void oneKeyHasTheNameAndSeveralAreNumbered() {
        assertThat(names("{'name': 'app'}")).containsExactly("app");
        assertThat(names("{'count': 3, 'name': 'app'}")).containsExactly("app-1", "app-2", "app-3");
        assertThat(names("{}")).containsExactly("client");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    {'count': 0}           | count
                    {'count': -1}          | count
                    {'count': 1001}        | count
                    {'count': 1.5}         | count
                    {'count': '3'}         | count
                    {'count': 1e99}        | count
                    {'count': 99999999999} | count
                    {'name': ''}           | name
                    {'name': 5}            | name
                    {'name': 'a\\u0000'}   | name
                    {'cuont': 1}           | cuont
                    {'owner': []}          | owner
                    {'expires_at': 'soon'} | expires_at
                    {'expires_at': 1}      | expires_at
                    {'expires_at': '2026-07-01T12:00:00Z'}  | expires_at
                    {'expires_at': '+100000-01-01T00:00:00Z'} | expires_at
                    {'scopes': 'files'}    | scopes
                    {'scopes': ['admin']}  | scopes[0]
                    {'scopes': [1]}        | scopes[0]
                    {'weight': 0}          | weight
                    {'weight': 101}        | weight
                    {'limits': 5}          | limits
                    {'limits': {'rpm': 1}} | limits.rpm
                    {'limits': {'requests_per_minute': 0}} | limits.requests_per_minute
                    {'limits': {'jobs_per_day': 'many'}}   | limits.jobs_per_day
                    {'limits': {'concurrent_jobs': 1e10}}  | limits.concurrent_jobs
                    {'limits': {'tokens_per_day': -1}}     | limits.tokens_per_day
                    """)
    void aRefusalNamesTheFieldThatIsAtFault(String order, String field) {
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> names(order))
                .satisfies(refused -> assertThat(refused.field()).contains(field));
    }

    private static List<String> names(String order) {
        var bytes = order.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return KeyOrder.read(JsonBody.read(bytes), NOW).all().stream()
                .map(ClientTerms::name)
                .toList();
    }
}
