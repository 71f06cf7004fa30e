package io.ssalmuk.queue.rabbit;

import io.ssalmuk.client.ClientId;
import io.ssalmuk.job.JobId;
import io.ssalmuk.job.Line;
import io.ssalmuk.job.Ticket;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A ticket as a message: {@code {"job": uuid, "units": n, "tokens": n, "client": uuid}}; its line
 * is its queue.
 */
final class TicketFormat {

    private static final JsonMapper JSON = JsonMapper.shared();

    private TicketFormat() {}

    static byte[] write(Ticket ticket) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("job", ticket.job().toString());
        fields.put("units", ticket.units());
        fields.put("tokens", ticket.tokens());
        ticket.client().ifPresent(client -> fields.put("client", client.value().toString()));
        return JSON.writeValueAsBytes(fields);
    }

    static Parsed read(Line line, byte[] message) {
        try {
            var tree = JSON.readTree(message);
            var job = JobId.parse(tree.path("job").asString(""));
            int units = tree.path("units").asInt(0);
            // Tickets of an older release say nothing of tokens.
            long tokens = tree.path("tokens").asLong(1);
            return job.isPresent() && units > 0 && tokens > 0
                    ? new Parsed.Good(new Ticket(job.get(), line, units, tokens, client(tree)))
                    : new Parsed.Bad(
                            "a ticket needs a job id and positive numbers of units and tokens");
        } catch (JacksonException e) {
            return new Parsed.Bad("not JSON: " + e.getOriginalMessage());
        }
    }

    private static Optional<ClientId> client(JsonNode tree) {
        try {
            return tree.path("client")
                    .asStringOpt()
                    .map(text -> new ClientId(UUID.fromString(text)));
        } catch (IllegalArgumentException _) {
            return Optional.empty(); // It would only have made the estimate better.
        }
    }

    /** How reading a message can end. */
    sealed interface Parsed {
        record Good(Ticket ticket) implements Parsed {}

        record Bad(String why) implements Parsed {}
    }
}
