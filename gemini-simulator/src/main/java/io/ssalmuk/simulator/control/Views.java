package io.ssalmuk.simulator.control;

import io.ssalmuk.simulator.exchange.Incoming;
import io.ssalmuk.simulator.fault.FaultOrder;
import io.ssalmuk.simulator.journal.BodyLog.RawCall;
import io.ssalmuk.simulator.journal.CallEntry;
import io.ssalmuk.simulator.json.Json;
import io.ssalmuk.simulator.quota.BucketReport;
import io.ssalmuk.simulator.quota.Cost;
import io.ssalmuk.simulator.quota.Limits;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What can be looked at. */
final class Views {
    private static final int USUAL_PAGE = 1_000;

    private final Controls controls;

    Views(Controls controls) {
        this.controls = controls;
    }

    Optional<? extends JsonNode> show(String path, Incoming incoming) {
        return switch (path) {
            case "/ledger" -> Optional.of(ledger());
            case "/calls" -> Optional.of(calls(incoming));
            case "/bodies" -> Optional.of(bodies());
            case "/keys" -> Optional.of(keys());
            case "/faults" -> Optional.of(faults());
            case "/files" -> Optional.of(files());
            default -> Optional.empty();
        };
    }

    private ObjectNode ledger() {
        ObjectNode ledger = Json.object().put("now", controls.now().toString());
        ArrayNode buckets = ledger.putArray("buckets");
        controls.ledger().forEach(report -> buckets.add(describe(report)));
        ObjectNode outcomes = ledger.putObject("outcomes");
        controls.outcomes().forEach(outcomes::put);
        return ledger;
    }

    private static ObjectNode describe(BucketReport report) {
        ObjectNode bucket =
                Json.object()
                        .put("project", report.project())
                        .put("model", report.model())
                        .put("accepted", report.accepted())
                        .put("refused", report.refused());
        ObjectNode refusedBy = bucket.putObject("refusedBy");
        report.refusedBy().forEach((dimension, count) -> refusedBy.put(dimension.name(), count));
        ObjectNode faulted = bucket.putObject("faulted");
        report.faulted().forEach(faulted::put);
        bucket.set("limits", describe(report.limits()));
        bucket.set("spent", describe(report.spent()));
        bucket.set("maxIn60Seconds", describe(report.peaks().in60Seconds()));
        bucket.set("maxInMinute", describe(report.peaks().inMinute()));
        bucket.set("maxInDay", describe(report.peaks().inDay()));
        return bucket;
    }

    private static ObjectNode describe(Cost cost) {
        return Json.object().put("requests", cost.requests()).put("tokens", cost.tokens());
    }

    private static ObjectNode describe(Limits limits) {
        ObjectNode described = Json.object();
        put(described, "rpm", limits.rpm());
        put(described, "tpm", limits.tpm());
        put(described, "rpd", limits.rpd());
        return described;
    }

    private static void put(ObjectNode node, String name, OptionalLong figure) {
        figure.ifPresentOrElse(value -> node.put(name, value), () -> node.putNull(name));
    }

    private ObjectNode calls(Incoming incoming) {
        long since = number(incoming, "since", 0);
        int most = Math.toIntExact(number(incoming, "limit", USUAL_PAGE));
        ObjectNode answer = Json.object();
        ArrayNode calls = answer.putArray("calls");
        controls.calls(since, most).forEach(call -> calls.add(describe(call)));
        return answer;
    }

    private static ObjectNode describe(CallEntry call) {
        return Json.object()
                .put("sequence", call.sequence())
                .put("at", call.at().toString())
                .put("project", call.project())
                .put("key", call.key())
                .put("model", call.model())
                .put("bucket", call.bucket())
                .put("method", call.method())
                .put("outcome", call.outcome())
                .put("status", call.status())
                .put("charged", call.charged())
                .put("requests", call.requests())
                .put("tokens", call.tokens())
                .put("marker", call.marker())
                .put("handlingMs", call.handlingMillis());
    }

    private ArrayNode bodies() {
        ArrayNode bodies = Json.array();
        for (RawCall call : controls.bodies()) {
            ObjectNode described = bodies.addObject();
            described.put("path", call.path()).put("body", call.body());
            ObjectNode headers = described.putObject("headers");
            call.headers().forEach(headers::put);
        }
        return bodies;
    }

    /** With their secrets, which open nothing but this simulator. */
    private ArrayNode keys() {
        ArrayNode keys = Json.array();
        controls.keys()
                .forEach(key ->
                        keys.addObject()
                                .put("name", key.name())
                                .put("key", key.secret())
                                .put("project", key.project().id())
                                .put("tier", key.project().tier().name())
                                .put("state", controls.stateOf(key).name()));
        return keys;
    }

    private ArrayNode faults() {
        ArrayNode faults = Json.array();
        controls.faults().forEach((id, order) -> faults.add(describe(order).put("id", id)));
        return faults;
    }

    private ObjectNode files() {
        ObjectNode answer = Json.object();
        ObjectNode uploads = answer.putObject("uploads");
        controls.uploads().forEach(uploads::put);
        ArrayNode files = answer.putArray("files");
        controls.files()
                .forEach(file ->
                        files.addObject()
                                .put("project", file.owner().id())
                                .put("name", "files/" + file.id())
                                .put("mimeType", file.offer().mimeType())
                                .put("sizeBytes", file.size()));
        return answer;
    }

    private static ObjectNode describe(FaultOrder order) {
        return Json.object()
                .put("fault", order.fault().name())
                .put("rate", order.rate())
                .put("times", order.times())
                .put("project", order.target().project())
                .put("model", order.target().model())
                .put("key", order.target().key());
    }

    private static long number(Incoming incoming, String name, long otherwise) {
        String text = incoming.parameter(name).orElse("");
        if (text.isEmpty()) {
            return otherwise;
        }
        if (!text.matches("\\d{1,9}")) {
            throw new IllegalArgumentException(name + " must be a number; got " + text);
        }
        return Long.parseLong(text);
    }
}
