package io.ssalmuk.standalone;

import io.ssalmuk.api.ApiApplication;
import io.ssalmuk.simulator.GeminiSimulator;
import io.ssalmuk.standalone.broker.EmbeddedBroker;
import io.ssalmuk.standalone.postgres.EmbeddedPostgres;
import io.ssalmuk.standalone.postgres.StoredState;
import io.ssalmuk.worker.WorkerApplication;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Everything in one process: PostgreSQL, the broker, the simulator if there is no key, the worker
 * and the API.
 */
record Standalone(Settings settings, Console console, Parts parts) {

    /** As many free projects as a newcomer's first hundred calls a minute need. */
    private static final int SIMULATED_PROJECTS = 10;

    private static final Duration SIMULATED_LATENCY = Duration.ofMillis(400);

    void start() {
        console.say("Starting Ssalmuk on " + settings.data());
        var data = parts.start("data folder", () -> DataFolder.open(settings.data()));
        refuseTakenPort(settings.port());
        var postgres =
                parts.start("PostgreSQL", () -> EmbeddedPostgres.start(data.resolve("postgres")));
        var broker = parts.start("AMQP broker", EmbeddedBroker::start);
        var upstream = upstream(postgres);
        var arguments = ServiceArguments.of(postgres, broker, settings.files());
        var masterKey = settings.masterKey().orElseGet(() -> data.secret("master-key"));
        var adminToken = settings.adminToken().orElseGet(() -> data.secret("admin-token"));
        var worker =
                parts.start(
                        "worker",
                        () ->
                                WorkerApplication.start(
                                        arguments.worker(
                                                settings.workerPort(), masterKey, upstream)));
        var api =
                parts.start(
                        "API",
                        () ->
                                ApiApplication.start(
                                        arguments.api(settings.port(), adminToken, upstream)));
        var address = URI.create("http://localhost:" + port(api));
        var clientKey =
                data.secret(
                        "client-key",
                        () -> new ClientKeys(address, adminToken).create("standalone"));
        console.say(
                new Welcome(address, clientKey, whereAdminTokenIs(), port(worker), upstream)
                        .text());
    }

    private String whereAdminTokenIs() {
        return settings.adminToken().isPresent()
                ? "as SSALMUK_ADMIN_TOKEN says"
                : "in " + settings.data().resolve("admin-token");
    }

    private Upstream upstream(EmbeddedPostgres postgres) {
        if (!settings.googleApiKeys().isEmpty() || StoredState.hasRealKey(postgres)) {
            return new Upstream.Real(settings.googleApiKeys());
        }
        if (StoredState.hasRealJob(postgres)) {
            throw new RefusedException(
                    "Jobs wait in "
                            + settings.data()
                            + " for an answer from Gemini, and there is no Gemini key; without one"
                            + " the simulator would answer them. Start with GOOGLE_API_KEYS=…, or"
                            + " with another SSALMUK_DATA to try the simulator.");
        }
        return new Upstream.Simulated(
                parts.start(
                        "Gemini simulator",
                        () ->
                                GeminiSimulator.builder()
                                        .projects(SIMULATED_PROJECTS, 1)
                                        .latency(SIMULATED_LATENCY, SIMULATED_LATENCY.dividedBy(2))
                                        .start()));
    }

    private static String port(ConfigurableApplicationContext context) {
        return context.getEnvironment().getRequiredProperty("local.server.port");
    }

    /** Said before the slow parts start, rather than after them. */
    private static void refuseTakenPort(int port) {
        try (var _ = new ServerSocket(port)) {
            // Free now; the API takes it in a moment.
        } catch (IOException e) {
            throw new RefusedException(
                    "Port "
                            + port
                            + " is taken by another program. Stop that one, or set SERVER_PORT to "
                            + "a free port, for example: SERVER_PORT="
                            + (port + 1)
                            + " ./ssalmuk up");
        }
    }
}
