package io.ssalmuk.api.webhooks;

import io.ssalmuk.api.body.JsonBody;
import io.ssalmuk.api.problem.Refused;
import io.ssalmuk.client.ClientId;
import io.ssalmuk.webhook.EndpointId;
import io.ssalmuk.webhook.Endpoints;
import io.ssalmuk.webhook.HookRules;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = "/api/webhooks", produces = MediaType.APPLICATION_JSON_VALUE)
final class EndpointController {

    /** Each event is delivered to each of them. */
    static final int MOST_ENDPOINTS = 20;

    private final Endpoints endpoints;
    private final HookRules rules;
    private final Secrets secrets;

    EndpointController(Endpoints endpoints, HookRules rules, Secrets secrets) {
        this.endpoints = endpoints;
        this.rules = rules;
        this.secrets = secrets;
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<EndpointDocument> add(
            ClientId client, @RequestBody(required = false) byte @Nullable [] body) {
        var settings = EndpointOrder.read(JsonBody.read(body), rules);
        var secret = secrets.make();
        var endpoint =
                endpoints
                        .add(client, settings, secret.sealed(), MOST_ENDPOINTS)
                        .orElseThrow(EndpointController::tooMany);
        return ResponseEntity.created(URI.create("/api/webhooks/" + endpoint.id()))
                .body(EndpointDocument.with(endpoint, secret.shown()));
    }

    private static Refused tooMany() {
        return Refused.of(
                HttpStatus.CONFLICT,
                "You have %d webhook endpoints already, which is as many as there may be; delete one first."
                        .formatted(MOST_ENDPOINTS));
    }

    @GetMapping
    EndpointList list(ClientId client) {
        return new EndpointList(endpoints.list(client).stream().map(EndpointDocument::of).toList());
    }

    @GetMapping("/{id}")
    EndpointDocument show(ClientId client, @PathVariable String id) {
        return EndpointId.parse(id)
                .flatMap(endpoint -> endpoints.find(client, endpoint))
                .map(EndpointDocument::of)
                .orElseThrow(Unknown::endpoint);
    }

    @PatchMapping(path = "/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
    EndpointDocument change(
            ClientId client,
            @PathVariable String id,
            @RequestBody(required = false) byte @Nullable [] body) {
        var endpoint = known(client, id);
        return endpoints
                .change(client, endpoint, EndpointOrder.change(JsonBody.read(body), rules))
                .map(EndpointDocument::of)
                .orElseThrow(Unknown::endpoint);
    }

    private EndpointId known(ClientId client, String id) {
        return EndpointId.parse(id)
                .filter(endpoint -> endpoints.find(client, endpoint).isPresent())
                .orElseThrow(Unknown::endpoint);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(ClientId client, @PathVariable String id) {
        var endpoint = EndpointId.parse(id).orElseThrow(Unknown::endpoint);
        if (!endpoints.remove(client, endpoint)) {
            throw Unknown.endpoint();
        }
    }

    @PostMapping("/{id}/secret")
    SecretDocument rotate(ClientId client, @PathVariable String id) {
        var endpoint = known(client, id);
        var secret = secrets.make();
        return endpoints
                .rotate(client, endpoint, secret.sealed())
                .map(until -> new SecretDocument(secret.shown(), until))
                .orElseThrow(Unknown::endpoint);
    }
}
