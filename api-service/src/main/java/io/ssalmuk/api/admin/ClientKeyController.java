package io.ssalmuk.api.admin;

import io.ssalmuk.api.body.Field;
import io.ssalmuk.api.body.JsonBody;
import io.ssalmuk.api.problem.Refused;
import io.ssalmuk.client.ClientId;
import io.ssalmuk.client.ClientKeys;
import java.util.List;
import java.util.UUID;
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

    ClientKeyController(ClientKeys keys) {
        this.keys = keys;
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    KeyList issue(@RequestBody(required = false) byte @Nullable [] body) {
        var names = KeyOrder.read(JsonBody.read(body)).names();
        return new KeyList(keys.issue(names).stream().map(KeyDocument::of).toList());
    }

    @GetMapping
    KeyList list() {
        return new KeyList(keys.list().stream().map(KeyDocument::of).toList());
    }

    @PutMapping(path = "/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
    KeyDocument activate(
            @PathVariable String id, @RequestBody(required = false) byte @Nullable [] body) {
        boolean active = active(JsonBody.read(body));
        return keys.activate(client(id), active)
                .map(KeyDocument::of)
                .orElseThrow(ClientKeyController::unknown);
    }

    private static boolean active(Field body) {
        body.allowOnly(List.of("active"));
        var active = body.at("active");
        if (!active.value().isBoolean()) {
            throw active.refuse(active.absent() ? "is missing" : "must be true or false");
        }
        return active.value().booleanValue();
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
