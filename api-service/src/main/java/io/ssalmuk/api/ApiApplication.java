package io.ssalmuk.api;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

/** The api service; run as a process of its own, or inside standalone's JVM. */
@SpringBootApplication(
        scanBasePackages = {
            "io.ssalmuk.api",
            "io.ssalmuk.catalogue",
            "io.ssalmuk.client",
            "io.ssalmuk.cluster",
            "io.ssalmuk.file",
            "io.ssalmuk.estimate",
            "io.ssalmuk.job",
            "io.ssalmuk.queue",
            "io.ssalmuk.quota",
            "io.ssalmuk.pool",
            "io.ssalmuk.secret",
            "io.ssalmuk.webhook"
        },
        exclude = {
            // Its error page is a view; here every refusal is a problem document.
            ErrorMvcAutoConfiguration.class,
            // Nobody logs in here with a password, and none is to be made up.
            UserDetailsServiceAutoConfiguration.class
        })
public class ApiApplication {

    /**
     * Starts the service and returns its running context, which whoever started it must close.
     *
     * @param args Spring's command-line properties, such as {@code --server.port=8000}
     */
    public static ConfigurableApplicationContext start(String... args) {
        return builder().registerShutdownHook(false).run(args);
    }

    static void main(String[] args) {
        builder().run(args);
    }

    private static SpringApplicationBuilder builder() {
        return new SpringApplicationBuilder(ApiApplication.class)
                .web(WebApplicationType.SERVLET)
                .properties("spring.config.name=api");
    }
}
