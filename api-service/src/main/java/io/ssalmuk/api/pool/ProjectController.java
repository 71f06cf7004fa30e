package io.ssalmuk.api.pool;

import io.ssalmuk.api.body.Field;
import io.ssalmuk.api.body.JsonBody;
import io.ssalmuk.api.body.Parameters;
import io.ssalmuk.api.problem.Refused;
import io.ssalmuk.pool.Actor;
import io.ssalmuk.pool.Projects;
import io.ssalmuk.pool.Projects.Change;
import io.ssalmuk.pool.Projects.Wish;
import io.ssalmuk.quota.ProjectId;
import io.ssalmuk.quota.Tier;
import java.util.List;
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
@RequestMapping(path = "/admin/projects", produces = MediaType.APPLICATION_JSON_VALUE)
final class ProjectController {

    private static final String WHAT = "project";

    private final Projects projects;
    private final PoolKind kind;
    private final PoolSignal signal;
    private final PoolProperties properties;

    ProjectController(
            Projects projects, PoolKind kind, PoolSignal signal, PoolProperties properties) {
        this.projects = projects;
        this.kind = kind;
        this.signal = signal;
        this.properties = properties;
    }

    @GetMapping
    ProjectDocument.Page list(@RequestParam MultiValueMap<String, String> parameters) {
        var query = PageQuery.read(new Parameters(parameters.toSingleValueMap()));
        // One more than is shown tells whether there is another page.
        return ProjectDocument.Page.of(
                projects.list(query.after().id(), query.limit() + 1), query.limit());
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    ProjectDocument create(@RequestBody(required = false) byte @Nullable [] body, Actor actor) {
        var wish = JsonBody.read(body);
        wish.allowOnly(List.of("name", "tier"));
        var name = Wishes.name(wish.at("name"));
        var tier = Wishes.tier(wish.at("tier")).orElse(Tier.of(properties.tier()));
        return done(
                projects.create(
                        name.orElseThrow(() -> wish.at("name").refuse("is missing")),
                        tier,
                        kind.simulated(),
                        actor));
    }

    @GetMapping("/{id}")
    ProjectDocument show(@PathVariable String id) {
        return projects.find(new ProjectId(Wishes.id(id, WHAT)))
                .map(ProjectDocument::of)
                .orElseThrow(() -> Wishes.unknown(WHAT));
    }

    @PutMapping(path = "/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
    ProjectDocument change(
            @PathVariable String id,
            @RequestBody(required = false) byte @Nullable [] body,
            Actor actor) {
        var wish = wish(JsonBody.read(body));
        return done(projects.change(new ProjectId(Wishes.id(id, WHAT)), wish, actor));
    }

    private static Wish wish(Field body) {
        body.allowOnly(List.of("name", "tier", "active"));
        return new Wish(
                Wishes.name(body.at("name")),
                Wishes.tier(body.at("tier")),
                Wishes.flag(body.at("active")));
    }

    private ProjectDocument done(Change change) {
        return switch (change) {
            case Change.Done(var project) -> {
                signal.changed();
                yield ProjectDocument.of(project);
            }
            case Change.NameTaken() ->
                    throw Refused.of(
                            HttpStatus.CONFLICT, "There is, or was, a project of this name.");
            case Change.Unknown() -> throw Wishes.unknown(WHAT);
        };
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable String id, Actor actor) {
        if (!projects.remove(new ProjectId(Wishes.id(id, WHAT)), actor)) {
            throw Wishes.unknown(WHAT);
        }
        signal.changed();
    }
}
