package io.ssalmuk.job.postgres;

import io.ssalmuk.client.ClientId;
import io.ssalmuk.job.ClientWeights;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
final class PostgresClientWeights implements ClientWeights {

    private static final String WEIGHTS = "SELECT id, weight FROM client WHERE weight <> 1";

    private final JdbcClient jdbc;

    PostgresClientWeights(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Weight(ClientId client, int weight) {}

    @Override
    public Map<ClientId, Integer> all() {
        return jdbc
                .sql(WEIGHTS)
                .query((row, _) ->
                        new Weight(
                                new ClientId(row.getObject("id", UUID.class)),
                                row.getInt("weight")))
                .list()
                .stream()
                .collect(Collectors.toMap(Weight::client, Weight::weight));
    }
}
