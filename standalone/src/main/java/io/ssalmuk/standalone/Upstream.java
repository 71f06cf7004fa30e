package io.ssalmuk.standalone;

import io.ssalmuk.simulator.GeminiSimulator;
import io.ssalmuk.simulator.project.ApiKey;
import java.util.List;
import java.util.stream.Collectors;

/** Whom the worker calls. */
sealed interface Upstream {

    List<String> arguments();

    /** Whether its answers are made up. */
    default boolean simulated() {
        return switch (this) {
            case Real _ -> false;
            case Simulated _ -> true;
        };
    }

    /**
     * Google, or whatever GEMINI_BASE_URL names, with the keys of the environment and the database.
     */
    record Real(String googleApiKeys) implements Upstream {
        @Override
        public List<String> arguments() {
            return List.of(
                    "--ssalmuk.google-api-keys=" + googleApiKeys, "--ssalmuk.simulated=false");
        }

        @Override
        public String toString() {
            return "Real"; // The keys stay out of messages.
        }
    }

    /** The simulator in this JVM. */
    record Simulated(GeminiSimulator simulator) implements Upstream {
        @Override
        public List<String> arguments() {
            var keys =
                    simulator.keys().stream().map(ApiKey::secret).collect(Collectors.joining(","));
            return List.of(
                    "--gemini.base-url=" + simulator.baseUrl(),
                    "--ssalmuk.google-api-keys=" + keys,
                    "--ssalmuk.simulated=true");
        }
    }
}
