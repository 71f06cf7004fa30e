package io.ssalmuk.api.connection;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.coyote.http11.Http11NioProtocol;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConnectionRoomTest {

    @ParameterizedTest
    @CsvSource({
        "20000, 320, 1365",
        "20000, 512, 2184",
        "20000, 8192, 20000",
        "500, 512, 500",
        "-1, 512, 2184"
    })
    void thereAreNoMoreThanFitIntoTheHeap(int set, long megabytes, int most) {
        var http = new Http11NioProtocol();
        http.setMaxConnections(set);

        ConnectionRoom.bound(http, megabytes << 20);

        assertThat(http.getMaxConnections()).isEqualTo(most);
    }
}
