package io.ssalmuk.standalone;

import io.ssalmuk.standalone.broker.EmbeddedBroker;
import io.ssalmuk.standalone.postgres.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Spring properties for the two services, as command-line arguments: those win over any
 * environment.
 */
record ServiceArguments(List<String> shared) {

    static ServiceArguments of(EmbeddedPostgres postgres, EmbeddedBroker broker, Path files) {
        return new ServiceArguments(
                List.of(
                        "--spring.datasource.url=" + postgres.jdbcUrl(),
                        "--spring.datasource.username=" + postgres.user(),
                        "--spring.datasource.password=" + postgres.password(),
                        "--ssalmuk.files=" + files,
                        "--spring.rabbitmq.addresses=" + broker.address(),
                        "--spring.rabbitmq.username=" + broker.user(),
                        "--spring.rabbitmq.password=" + broker.password(),
                        // Standalone stops its parts itself, in an order.
                        "--spring.main.register-shutdown-hook=false",
                        "--spring.main.banner-mode=off"));
    }

    String[] api(int port, String adminToken, Upstream upstream) {
        return with(
                "--server.port=" + port,
                // Nothing is in front of it that could send requests elsewhere.
                "--ssalmuk.drain=0s",
                "--ssalmuk.admin-token=" + adminToken,
                "--ssalmuk.simulated=" + upstream.simulated());
    }

    String[] worker(int port, String masterKey, Upstream upstream) {
        var own =
                Stream.of(
                        "--server.port=" + port,
                        "--ssalmuk.master-key=" + masterKey,
                        // With one process there is one environment, so its word on keys is the
                        // last.
                        "--ssalmuk.keys.exclusive=true");
        return Stream.of(shared.stream(), own, upstream.arguments().stream())
                .flatMap(arguments -> arguments)
                .toArray(String[]::new);
    }

    private String[] with(String... own) {
        return Stream.concat(shared.stream(), Stream.of(own)).toArray(String[]::new);
    }
}
