package io.ssalmuk.api.health;

import static java.util.Map.entry;

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
                            Map.ofEntries(
                                    entry("capacity", "/api/capacity"),
                                    entry("count_tokens", "/api/count-tokens"),
                                    entry("docs", "/docs"),
                                    entry("embed", "/api/embed"),
                                    entry("files", "/api/files"),
                                    entry("generate", "/api/generate"),
                                    entry("generate_stream", "/api/generate-stream"),
                                    entry("health", "/health"),
                                    entry("aliases", "/admin/aliases"),
                                    entry("audit", "/admin/audit"),
                                    entry("gemini_keys", "/admin/gemini-keys"),
                                    entry("jobs", "/api/jobs"),
                                    entry("jobs_cancel", "/admin/jobs/cancel"),
                                    entry("jobs_retry", "/admin/jobs/retry"),
                                    entry("keys", "/admin/keys"),
                                    entry("limits", "/admin/limits"),
                                    entry("projects", "/admin/projects"),
                                    entry("quota", "/admin/quota"),
                                    entry("logs", "/admin/logs"),
                                    entry("models", "/api/models"),
                                    entry("queue_status", "/queue-status"),
                                    entry("status", "/api/status/{request_id}"),
                                    entry("upload", "/api/files/upload"),
                                    entry("webhooks", "/api/webhooks"))));

    @GetMapping(path = "/", produces = MediaType.APPLICATION_JSON_VALUE)
    Home home() {
        return HOME;
    }

    record Home(String name, String version, Map<String, String> links) {}
}
