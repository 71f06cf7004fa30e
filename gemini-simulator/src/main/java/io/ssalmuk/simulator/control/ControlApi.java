package io.ssalmuk.simulator.control;

import io.ssalmuk.simulator.exchange.Endpoint;
import io.ssalmuk.simulator.exchange.Incoming;
import io.ssalmuk.simulator.exchange.Reply;
import io.ssalmuk.simulator.json.Json;
import io.ssalmuk.simulator.refusal.Refusal;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The controls over HTTP. What was asked wrongly is answered with 400 and says what is wrong. */
public final class ControlApi implements Endpoint {
    private final Views views;
    private final Orders orders;

    public ControlApi(Controls controls) {
        this.views = new Views(controls);
        this.orders = new Orders(controls);
    }

    @Override
    public Reply answer(Incoming incoming) {
        String path = incoming.path().substring("/_sim".length());
        try {
            Optional<? extends JsonNode> answer =
                    switch (incoming.method()) {
                        case "GET" -> views.show(path, incoming);
                        case "DELETE" -> orders.takeBack(path);
                        default -> orders.carryOut(path, body(incoming));
                    };
            return answer.map(Reply::ok).orElseGet(() -> notFound(incoming));
        } catch (IllegalArgumentException | IllegalStateException | JacksonException wrong) {
            return Reply.refusal(Refusal.invalidArgument(String.valueOf(wrong.getMessage())));
        }
    }

    private static Reply notFound(Incoming incoming) {
        return Reply.refusal(
                Refusal.notFound(
                        "The simulator has no %s %s; its README lists what it has."
                                .formatted(incoming.method(), incoming.path())));
    }

    private static ObjectNode body(Incoming incoming) {
        if (incoming.body().length == 0) {
            return Json.object();
        }
        if (Json.parse(incoming.body()) instanceof ObjectNode object) {
            return object;
        }
        throw new IllegalArgumentException("The body must be a JSON object");
    }
}
