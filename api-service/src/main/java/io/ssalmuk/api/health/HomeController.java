package io.ssalmuk.api.health;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What one sees who opens the address in a browser. */
@RestController
final class HomeController {

    private static final Home HOME =
            new Home(
                    "Ssalmuk",
                    Optional.ofNullable(HomeController.class.getPackage())
                            .map(Package::getImplementationVersion)
                            .orElse("development"),
                    new TreeMap<>(
                            Map.of(
                                    "docs", "/docs",
                                    "generate", "/api/generate",
                                    "health", "/health",
                                    "keys", "/admin/keys",
                                    "status", "/api/status/{request_id}")));

    @GetMapping(path = "/", produces = MediaType.APPLICATION_JSON_VALUE)
    Home home() {
        return HOME;
    }

    record Home(String name, String version, Map<String, String> links) {}
}
