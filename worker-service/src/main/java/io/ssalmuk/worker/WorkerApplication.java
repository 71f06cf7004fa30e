package io.ssalmuk.worker;

import java.util.Arrays;
import java.util.stream.Stream;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The worker service; run as a process of its own, or inside standalone's JVM. */
@SpringBootApplication(
        scanBasePackages = {
            "io.ssalmuk.worker",
            "io.ssalmuk.file",
            "io.ssalmuk.estimate",
            "io.ssalmuk.job",
            "io.ssalmuk.queue",
            "io.ssalmuk.quota",
            "io.ssalmuk.pool",
            "io.ssalmuk.catalogue",
            "io.ssalmuk.secret",
            "io.ssalmuk.webhook",
            "io.ssalmuk.cluster"
        })
public class WorkerApplication {

    /**
     * Starts the service inside a process that stops it by itself.
     *
     * @param args Spring's command-line properties, such as {@code --server.port=8081}
     */
    public static ConfigurableApplicationContext start(String... args) {
        return builder().registerShutdownHook(false).run(args);
    }

    private static SpringApplicationBuilder builder() {
        return new SpringApplicationBuilder(WorkerApplication.class)
                .properties("spring.config.name=worker");
    }

    static void main(String[] args) {
        // As an argument, for an exported SERVER_PORT, which is the API's, would outrank
        // worker.yaml.
        var own = Stream.of("--server.port=${SSALMUK_WORKER_PORT:0}");
        builder().run(Stream.concat(own, Arrays.stream(args)).toArray(String[]::new));
    }
}
