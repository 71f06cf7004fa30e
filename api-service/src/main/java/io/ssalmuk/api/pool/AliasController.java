package io.ssalmuk.api.pool;

import io.ssalmuk.api.body.Field;
import io.ssalmuk.api.body.JsonBody;
import io.ssalmuk.pool.Actor;
import io.ssalmuk.pool.Aliases;
import io.ssalmuk.pool.Aliases.Alias;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = "/admin/aliases", produces = MediaType.APPLICATION_JSON_VALUE)
final class AliasController {

    private final Aliases aliases;
    private final PoolSignal signal;

    AliasController(Aliases aliases, PoolSignal signal) {
        this.aliases = aliases;
        this.signal = signal;
    }

    /** Model names with the buckets that they draw from, and who said so. */
    record AliasList(List<Alias> aliases) {}

    @GetMapping
    AliasList list() {
        return new AliasList(aliases.list());
    }

    @PutMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    AliasList set(@RequestBody(required = false) byte @Nullable [] body, Actor actor) {
        var wish = JsonBody.read(body);
        wish.allowOnly(List.of("model", "bucket"));
        var model = oneModel(wish.at("model"));
        if (wish.at("bucket").value().isMissingNode()) {
            throw wish.at("bucket").refuse("is missing; null takes back what was said or learned");
        }
        var bucket =
                wish.at("bucket").absent()
                        ? Optional.<String>empty()
                        : Optional.of(oneModel(wish.at("bucket")));
        aliases.set(model, bucket, actor);
        signal.changed();
        return new AliasList(
                aliases.list().stream().filter(alias -> alias.model().equals(model)).toList());
    }

    private static String oneModel(Field field) {
        var name = LimitWish.model(field);
        if (name.equals("*")) {
            throw field.refuse("must be the name of one model");
        }
        return name;
    }
}
