package io.ssalmuk.api.pool;

import io.ssalmuk.api.body.Field;
import io.ssalmuk.api.body.JsonBody;
import io.ssalmuk.api.body.Parameters;
import io.ssalmuk.api.problem.Refused;
import io.ssalmuk.pool.Actor;
import io.ssalmuk.pool.GeminiKeys;
import io.ssalmuk.pool.GeminiKeys.Wish;
import io.ssalmuk.quota.KeyId;
import io.ssalmuk.quota.ProjectId;
import io.ssalmuk.quota.Tier;
import io.ssalmuk.secret.KeyRings;
import io.ssalmuk.secret.KeySealer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = "/admin/gemini-keys", produces = MediaType.APPLICATION_JSON_VALUE)
final class GeminiKeyController {

    private static final String WHAT = "Gemini key";

    private final GeminiKeys keys;
    private final NamedProjects projects;
    private final KeyRings rings;
    private final PoolSignal signal;
    private final PoolProperties properties;

    GeminiKeyController(
            GeminiKeys keys,
            NamedProjects projects,
            KeyRings rings,
            PoolSignal signal,
            PoolProperties properties) {
        this.keys = keys;
        this.projects = projects;
        this.rings = rings;
        this.signal = signal;
        this.properties = properties;
    }

    @GetMapping
    GeminiKeyDocument.Page list(@RequestParam MultiValueMap<String, String> parameters) {
        var values = new Parameters(parameters.toSingleValueMap());
        var query = PageQuery.read(values, "project");
        var project = projects.filter(values);
        return GeminiKeyDocument.Page.of(
                keys.list(project, query.after().id(), query.limit() + 1), query.limit());
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    GeminiKeyDocument.Page add(@RequestBody(required = false) byte @Nullable [] body, Actor actor) {
        var wishes = KeyWishes.read(JsonBody.read(body), sealer());
        var tier = wishes.tier().orElse(Tier.of(properties.tier()));
        var added = keys.add(wishes.keys(), tier, actor);
        if (added.isEmpty()) {
            throw Refused.of(
                    HttpStatus.CONFLICT,
                    "A project of this name is of the other kind: answers are simulated in some"
                            + " projects, and real in the others.");
        }
        signal.changed();
        return GeminiKeyDocument.Page.of(added, added.size());
    }

    private KeySealer sealer() {
        return rings.sealer()
                .orElseThrow(() ->
                        Refused.unavailable(
                                "Keys cannot be stored until a worker has been started once: it"
                                        + " makes the key ring."));
    }

    @PutMapping(path = "/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
    GeminiKeyDocument change(
            @PathVariable String id,
            @RequestBody(required = false) byte @Nullable [] body,
            Actor actor) {
        var changed = keys.change(key(id), wish(JsonBody.read(body)), actor);
        changed.ifPresent(_ -> signal.changed());
        return changed.map(GeminiKeyDocument::of).orElseThrow(() -> Wishes.unknown(WHAT));
    }

    private static KeyId key(String id) {
        return new KeyId(Wishes.id(id, WHAT));
    }

    private Wish wish(Field body) {
        body.allowOnly(List.of("name", "project", "active"));
        Optional<ProjectId> project = projects.named(body.at("project"));
        return new Wish(Wishes.name(body.at("name")), project, Wishes.flag(body.at("active")));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable String id, Actor actor) {
        if (!keys.remove(key(id), actor)) {
            throw Wishes.unknown(WHAT);
        }
        signal.changed();
    }
}
