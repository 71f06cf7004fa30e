package io.ssalmuk.api.webhooks;

import io.ssalmuk.client.ClientId;
import io.ssalmuk.webhook.ClientSecrets;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
final class ClientSecretController {

    private final ClientSecrets clients;
    private final Secrets secrets;

    ClientSecretController(ClientSecrets clients, Secrets secrets) {
        this.clients = clients;
        this.secrets = secrets;
    }

    @PostMapping(path = "/api/webhooks/secret", produces = MediaType.APPLICATION_JSON_VALUE)
    SecretDocument make(ClientId client) {
        var secret = secrets.make();
        var until = clients.put(client, secret.sealed());
        return new SecretDocument(secret.shown(), until.orElse(null));
    }
}
