package io.ssalmuk.api.admin;

import io.ssalmuk.api.body.Field;
import io.ssalmuk.api.body.JsonBody;
import io.ssalmuk.api.problem.Refused;
import io.ssalmuk.client.Client;
import io.ssalmuk.client.ClientId;
import io.ssalmuk.client.ClientKeys;
import io.ssalmuk.client.ClientTerms;
import io.ssalmuk.pool.Actor;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = "/admin/keys", produces = MediaType.APPLICATION_JSON_VALUE)
final class ClientKeyController {

    private final ClientKeys keys;
    private final InstantSource clock;

    ClientKeyController(ClientKeys keys, InstantSource clock) {
        this.keys = keys;
        this.clock = clock;
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    KeyList issue(@RequestBody(required = false) byte @Nullable [] body, Actor actor) {
        var order = KeyOrder.read(JsonBody.read(body), clock.instant());
        return new KeyList(keys.issue(order.all(), actor).stream().map(KeyDocument::of).toList());
    }

    @GetMapping
    KeyList list() {
        return new KeyList(keys.list().stream().map(KeyDocument::of).toList());
    }

    @PutMapping(path = "/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
    KeyDocument change(
            @PathVariable String id,
            @RequestBody(required = false) byte @Nullable [] body,
            Actor actor) {
        var change = change(JsonBody.read(body));
        return keys.change(client(id), change, actor)
                .map(KeyDocument::of)
                .orElseThrow(ClientKeyController::unknown);
    }

    private UnaryOperator<Client> change(Field body) {
        TermsReader.allowOnly(body, "active");
        if (body.names().isEmpty()) {
            throw body.at("active").refuse("is missing, and so is everything else");
        }
        var now = clock.instant();
        var active = body.at("active");
        if (!active.value().isMissingNode() && !active.value().isBoolean()) {
            throw active.refuse("must be true or false");
        }
        // Read once before the client is: what is wrong is refused whether it exists or not.
        TermsReader.read(body, ClientTerms.usual("any"), now);
        return client ->
                client.activated(active.value().asBoolean(client.active()))
                        .on(TermsReader.read(body, client.terms(), now));
    }

    private static ClientId client(String id) {
        try {
            return new ClientId(UUID.fromString(id));
        } catch (IllegalArgumentException _) {
            throw unknown();
        }
    }

    private static Refused unknown() {
        return Refused.of(
                HttpStatus.NOT_FOUND,
                "There is no client key with this id; GET /admin/keys lists them.");
    }
}
