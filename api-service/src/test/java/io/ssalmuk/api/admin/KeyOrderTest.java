package io.ssalmuk.api.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ssalmuk.api.body.JsonBody;
import io.ssalmuk.api.problem.Refused;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KeyOrderTest {

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
                    """)
    void aRefusalNamesTheFieldThatIsAtFault(String order, String field) {
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> names(order))
                .satisfies(refused -> assertThat(refused.field()).contains(field));
    }

    private static List<String> names(String order) {
        var bytes = order.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return KeyOrder.read(JsonBody.read(bytes)).names();
    }
}
