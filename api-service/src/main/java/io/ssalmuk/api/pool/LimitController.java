package io.ssalmuk.api.pool;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ssalmuk.api.body.JsonBody;
import io.ssalmuk.pool.Actor;
import io.ssalmuk.pool.OperatorWords;
import io.ssalmuk.pool.OperatorWords.Word;
import io.ssalmuk.quota.ProjectId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = "/admin/limits", produces = MediaType.APPLICATION_JSON_VALUE)
final class LimitController {

    private final OperatorWords words;
    private final BucketNames buckets;
    private final NamedProjects projects;
    private final PoolSignal signal;

    LimitController(
            OperatorWords words, BucketNames buckets, NamedProjects projects, PoolSignal signal) {
        this.words = words;
        this.buckets = buckets;
        this.projects = projects;
        this.signal = signal;
    }

    @GetMapping
    LimitList list() {
        return LimitList.of(words.list());
    }

    @PutMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    LimitList say(@RequestBody(required = false) byte @Nullable [] body, Actor actor) {
        var wish = JsonBody.read(body);
        wish.allowOnly(LimitWish.fields());
        var bucket = buckets.of(LimitWish.model(wish.at("model")));
        Optional<ProjectId> project =
                LimitWish.isEvery(wish.at("project"))
                        ? Optional.empty()
                        : projects.named(wish.at("project"));
        words.say(bucket, project, LimitWish.said(wish), actor);
        signal.changed();
        return LimitList.of(
                words.list().stream().filter(word -> word.bucket().equals(bucket)).toList());
    }

    /** What the operator said; where nothing is said, the next source counts. */
    record LimitList(List<LimitDocument> limits) {

        static LimitList of(List<Word> words) {
            var rows = new LinkedHashMap<List<Object>, List<Word>>();
            words.forEach(word ->
                    rows.computeIfAbsent(
                                    List.of(
                                            word.bucket(),
                                            Optional.ofNullable(word.project()),
                                            word.origin()),
                                    _ -> new ArrayList<>())
                            .add(word));
            return new LimitList(rows.values().stream().map(LimitDocument::of).toList());
        }
    }

    /**
     * One bucket's.
     *
     * @param project of which it is said; none: of all
     * @param origin {@code admin}, or {@code environment}
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record LimitDocument(
            String model,
            @Nullable String project,
            String origin,
            @Nullable Object rpm,
            @Nullable Object tpm,
            @Nullable Object rpd) {

        static LimitDocument of(List<Word> words) {
            var said = new LinkedHashMap<String, Object>();
            words.forEach(word -> said.put(word.dimension(), figure(word)));
            var first = words.getFirst();
            return of(first, said);
        }

        private static LimitDocument of(Word first, Map<String, Object> said) {
            return new LimitDocument(
                    first.bucket(),
                    first.project(),
                    first.origin(),
                    said.get("rpm"),
                    said.get("tpm"),
                    said.get("rpd"));
        }

        private static Object figure(Word word) {
            return word.value() == null ? "unlimited" : word.value();
        }
    }
}
