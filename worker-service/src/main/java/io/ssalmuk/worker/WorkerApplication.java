package io.ssalmuk.worker;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The worker service; run as a process of its own, or inside standalone's JVM. */
@SpringBootApplication
public class WorkerApplication {

    /**
     * Starts the service and returns its running context.
     *
     * @param args Spring's command-line properties, such as {@code --server.port=8000}
     */
    public static ConfigurableApplicationContext start(String... args) {
        return new SpringApplicationBuilder(WorkerApplication.class)
                .web(WebApplicationType.SERVLET)
                .properties("spring.config.name=worker")
                .run(args);
    }

    static void main(String[] args) {
        start(args);
    }
}
