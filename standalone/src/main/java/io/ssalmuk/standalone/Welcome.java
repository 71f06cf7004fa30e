package io.ssalmuk.standalone;

import java.net.URI;

/**
 * The last thing that a start prints.
 *
 * @param adminToken where it is, never the token itself
 */
record Welcome(
        URI address, String clientKey, String adminToken, String workerPort, Upstream upstream) {

    private static final String SIMULATED =
            """

            *** THE ANSWERS ARE SIMULATED: there is no Gemini key. ***
            *** For real ones, start with GOOGLE_API_KEYS=key1,key2 (one key per Google project). ***
            """;

    String text() {
        return """

        Ssalmuk is ready.
          address      %s
          client key   %s
          admin token  %s
          worker       health and metrics at http://localhost:%s/actuator
        %s
        Try it:

        curl -sS %s/api/generate -H 'X-API-Key: %s' -H 'Content-Type: application/json' \
        -d '{"model": "gemini-2.5-flash", "contents": "Say hello", "wait": true}'

        Ctrl-C stops everything.\
        """
                .formatted(
                        address, clientKey, adminToken, workerPort, warning(), address, clientKey);
    }

    private String warning() {
        return switch (upstream) {
            case Upstream.Simulated _ -> SIMULATED;
            case Upstream.Real _ -> "";
        };
    }
}
