package io.ssalmuk.queue.rabbit;

import io.ssalmuk.job.JobId;
import io.ssalmuk.job.Line;
import io.ssalmuk.job.Ticket;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** A ticket as a message: {@code {"job": uuid, "units": n}}; its line is its queue. */
final class TicketFormat {

    private static final JsonMapper JSON = JsonMapper.shared();

    private TicketFormat() {}

    static byte[] write(Ticket ticket) {
        return JSON.writeValueAsBytes(
                Map.of("job", ticket.job().toString(), "units", ticket.units()));
    }

    static Parsed read(Line line, byte[] message) {
        try {
            var tree = JSON.readTree(message);
            var job = JobId.parse(tree.path("job").asString(""));
            int units = tree.path("units").asInt(0);
            return job.isPresent() && units > 0
                    ? new Parsed.Good(new Ticket(job.get(), line, units))
                    : new Parsed.Bad("a ticket needs a job id and a positive number of units");
        } catch (JacksonException e) {
            return new Parsed.Bad("not JSON: " + e.getOriginalMessage());
        }
    }

    /** How reading a message can end. */
    sealed interface Parsed {
        record Good(Ticket ticket) implements Parsed {}

        record Bad(String why) implements Parsed {}
    }
}
