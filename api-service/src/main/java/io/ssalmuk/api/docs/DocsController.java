package io.ssalmuk.api.docs;

import java.time.Duration;
import java.util.function.Supplier;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
final class DocsController {

    private static final CacheControl CACHED = CacheControl.maxAge(Duration.ofMinutes(5));

    /** Read when somebody asks: a start should not pay for it. */
    private final Supplier<byte[]> page = SingletonSupplier.of(() -> OpenApi.read("docs.html"));

    private final Supplier<byte[]> yaml = SingletonSupplier.of(OpenApi::yaml);
    private final Supplier<byte[]> json = SingletonSupplier.of(OpenApi::json);

    @GetMapping(path = "/docs", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<byte[]> page() {
        return answer(page);
    }

    @GetMapping(path = "/openapi.yaml", produces = MediaType.APPLICATION_YAML_VALUE)
    ResponseEntity<byte[]> yaml() {
        return answer(yaml);
    }

    @GetMapping(path = "/openapi.json", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> json() {
        return answer(json);
    }

    private static ResponseEntity<byte[]> answer(Supplier<byte[]> body) {
        return ResponseEntity.ok().cacheControl(CACHED).body(body.get());
    }
}
