package io.ssalmuk.api.webhooks;

import io.ssalmuk.api.body.Parameters;
import io.ssalmuk.api.problem.Refused;
import io.ssalmuk.client.ClientId;
import io.ssalmuk.job.JobId;
import io.ssalmuk.webhook.DeliveryCalls;
import io.ssalmuk.webhook.DeliveryId;
import io.ssalmuk.webhook.DeliveryLog;
import io.ssalmuk.webhook.DeliveryRecord;
import io.ssalmuk.webhook.EndpointId;
import io.ssalmuk.webhook.Endpoints;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = "/api/webhooks", produces = MediaType.APPLICATION_JSON_VALUE)
final class DeliveryController {

    private final DeliveryLog deliveries;
    private final Endpoints endpoints;
    private final DeliveryCalls calls;

    DeliveryController(DeliveryLog deliveries, Endpoints endpoints, DeliveryCalls calls) {
        this.deliveries = deliveries;
        this.endpoints = endpoints;
        this.calls = calls;
    }

    @GetMapping("/{id}/deliveries")
    DeliveryDocument.Page ofEndpoint(
            ClientId client,
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> parameters) {
        var query = DeliveryQuery.read(new Parameters(parameters.toSingleValueMap()));
        var endpoint = endpoint(client, id);
        return DeliveryDocument.Page.of(
                deliveries.ofEndpoint(
                        client, endpoint, query.status(), query.before(), query.most() + 1),
                query.most());
    }

    private EndpointId endpoint(ClientId client, String id) {
        return EndpointId.parse(id)
                .filter(endpoint -> endpoints.find(client, endpoint).isPresent())
                .orElseThrow(Unknown::endpoint);
    }

    /** Also of addresses that the job named itself. */
    @GetMapping("/deliveries")
    DeliveryDocument.Page ofJob(
            ClientId client, @RequestParam(required = false) @Nullable String job) {
        var id =
                JobId.parse(String.valueOf(job))
                        .orElseThrow(() ->
                                Refused.field(
                                        "job", "job must be the request_id of one of your jobs."));
        var found = deliveries.ofJob(client, id);
        return DeliveryDocument.Page.of(found, found.size());
    }

    @PostMapping("/{id}/test")
    @ResponseStatus(HttpStatus.ACCEPTED)
    DeliveryDocument test(ClientId client, @PathVariable String id) {
        return accepted(
                EndpointId.parse(id).flatMap(endpoint -> deliveries.test(client, endpoint)),
                Unknown.endpoint());
    }

    @PostMapping("/{id}/deliveries/{delivery}/redeliver")
    @ResponseStatus(HttpStatus.ACCEPTED)
    DeliveryDocument redeliver(
            ClientId client, @PathVariable String id, @PathVariable String delivery) {
        var _ = endpoint(client, id);
        return redeliver(client, delivery);
    }

    /** Of an address that a job named. */
    @PostMapping("/deliveries/{delivery}/redeliver")
    @ResponseStatus(HttpStatus.ACCEPTED)
    DeliveryDocument redeliver(ClientId client, @PathVariable String delivery) {
        return accepted(
                DeliveryId.parse(delivery).flatMap(id -> deliveries.redeliver(client, id)),
                Unknown.delivery());
    }

    private DeliveryDocument accepted(Optional<DeliveryRecord> delivery, Refused unknown) {
        delivery.ifPresent(_ -> calls.call());
        return delivery.map(DeliveryDocument::of).orElseThrow(() -> unknown);
    }
}
