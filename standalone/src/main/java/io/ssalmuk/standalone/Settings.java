package io.ssalmuk.standalone;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What the environment says.
 *
 * @param googleApiKeys empty to use the keys in the database, or else the simulator
 * @param workerPort of the worker's health and metrics; 0 for a free one
 */
record Settings(
        Path data,
        Path files,
        int port,
        int workerPort,
        String googleApiKeys,
        Optional<String> adminToken,
        Optional<String> masterKey) {

    private static final String DEFAULT_PORT = "8000";

    static Settings of(Map<String, String> environment) {
        var data = folder(environment.getOrDefault("SSALMUK_DATA", "data"));
        return new Settings(
                data,
                present(environment, "SSALMUK_FILES")
                        .map(Settings::folder)
                        .orElseGet(() -> data.resolve("files")),
                port("SERVER_PORT", environment.getOrDefault("SERVER_PORT", DEFAULT_PORT)),
                port("SSALMUK_WORKER_PORT", environment.getOrDefault("SSALMUK_WORKER_PORT", "0")),
                environment.getOrDefault("GOOGLE_API_KEYS", "").strip(),
                present(environment, "SSALMUK_ADMIN_TOKEN"),
                present(environment, "SSALMUK_MASTER_KEY"));
    }

    private static Path folder(String name) {
        return Path.of(name).toAbsolutePath().normalize();
    }

    private static int port(String name, String value) {
        if (!value.matches("\\d{1,5}") || Integer.parseInt(value) > 65535) {
            throw new RefusedException(
                    name + " must be a port from 0 to 65535, but is \"" + value + "\".");
        }
        return Integer.parseInt(value);
    }

    private static Optional<String> present(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "Settings[data=" + data + ", port=" + port + "]";
    }
}
