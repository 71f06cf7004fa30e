package io.ssalmuk.api.forecast;

import io.ssalmuk.api.body.Parameters;
import io.ssalmuk.api.problem.Outage;
import io.ssalmuk.api.submit.Models;
import io.ssalmuk.client.ClientId;
import java.time.InstantSource;
import org.springframework.http.MediaType;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
final class CapacityController {

    private final Models models;
    private final ReadForecasts forecasts;
    private final InstantSource clock;

    CapacityController(Models models, ReadForecasts forecasts, InstantSource clock) {
        this.models = models;
        this.forecasts = forecasts;
        this.clock = clock;
    }

    @GetMapping(path = "/api/capacity", produces = MediaType.APPLICATION_JSON_VALUE)
    CapacityDocument capacity(
            ClientId client, @RequestParam MultiValueMap<String, String> parameters) {
        var query = CapacityQuery.read(new Parameters(parameters.toSingleValueMap()), models);
        var figures = forecasts.figures(query.model().bucket()).orElseThrow(Outage::refusal);
        return new Capacity(figures, query, clock.instant()).of(client);
    }
}
