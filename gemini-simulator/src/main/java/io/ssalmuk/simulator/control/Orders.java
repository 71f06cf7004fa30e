package io.ssalmuk.simulator.control;

import static io.ssalmuk.simulator.json.Json.field;

import io.ssalmuk.simulator.fault.Fault;
import io.ssalmuk.simulator.fault.FaultOrder;
import io.ssalmuk.simulator.fault.FaultTarget;
import io.ssalmuk.simulator.json.Json;
import io.ssalmuk.simulator.project.KeyState;
import io.ssalmuk.simulator.project.Tier;
import io.ssalmuk.simulator.quota.DayHint;
import io.ssalmuk.simulator.quota.Limits;
import io.ssalmuk.simulator.quota.QuotaBook;
import io.ssalmuk.simulator.quota.WindowKind;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What can be ordered. */
final class Orders {
    private final Controls controls;

    Orders(Controls controls) {
        this.controls = controls;
    }

    Optional<ObjectNode> carryOut(String path, ObjectNode body) {
        var order = new Order(body);
        switch (path) {
            case "/limits" -> limits(order.allowing("project", "model", "rpm", "tpm", "rpd"));
            case "/keys" -> keyState(order.allowing("key", "state"));
            case "/projects" -> project(order.allowing("project", "tier", "keys"));
            case "/models" -> model(order.allowing("model", "bucket"));
            case "/latency" -> latency(order);
            case "/clock" -> clock(order.allowing("advance", "instant"));
            case "/others" -> others(order.allowing("project", "model", "perMinute", "evenly"));
            case "/rules" -> rules(order);
            case "/answers" -> answers(order.allowing("promptTokens", "echoUnknown", "chunks"));
            case "/files" -> files(order.allowing("lost", "failing"));
            case "/reset" -> controls.reset();
            case "/faults" -> {
                long id = controls.addFault(fault(order));
                return Optional.of(Json.object().put("id", id));
            }
            default -> {
                return Optional.empty();
            }
        }
        return Optional.of(Json.object());
    }

    Optional<ObjectNode> takeBack(String path) {
        if (path.equals("/faults")) {
            controls.clearFaults();
            return Optional.of(Json.object());
        }
        if (path.matches("/faults/\\d{1,18}")) {
            controls.removeFault(Long.parseLong(path.substring("/faults/".length())));
            return Optional.of(Json.object());
        }
        return Optional.empty();
    }

    /** A figure that is left out or null is no limit at all. */
    private void limits(Order order) {
        var limits = new Limits(order.figure("rpm"), order.figure("tpm"), order.figure("rpd"));
        controls.setLimits(
                order.text("project", QuotaBook.ANY), order.text("model", QuotaBook.ANY), limits);
    }

    private void keyState(Order order) {
        controls.setKeyState(order.text("key"), order.choice("state", KeyState.class));
    }

    private void project(Order order) {
        Tier tier = order.has("tier") ? order.choice("tier", Tier.class) : Tier.FREE;
        var keys = field(order.body(), "keys").valueStream().map(JsonNode::asString).toList();
        controls.addKeys(order.text("project"), tier, keys);
    }

    private void model(Order order) {
        controls.addModel(order.text("model"), order.text("bucket", order.text("model")));
    }

    private void latency(Order order) {
        order.allowing(
                "meanMs",
                "jitterMs",
                "arrivalJitterMs",
                "chunkGapMs",
                "slowFirstByteMs",
                "fileProcessingMs");
        if (order.has("meanMs") || order.has("jitterMs")) {
            controls.setLatency(order.millis("meanMs"), order.millis("jitterMs"));
        }
        if (order.has("arrivalJitterMs")) {
            controls.setArrivalJitter(order.millis("arrivalJitterMs"));
        }
        if (order.has("chunkGapMs")) {
            controls.changePace(pace -> pace.withChunkGap(order.millis("chunkGapMs")));
        }
        if (order.has("slowFirstByteMs")) {
            controls.changePace(pace -> pace.withSlowFirstByte(order.millis("slowFirstByteMs")));
        }
        if (order.has("fileProcessingMs")) {
            controls.setFileProcessing(order.millis("fileProcessingMs"));
        }
    }

    private void clock(Order order) {
        if (order.has("advance")) {
            controls.advance(order.duration("advance"));
        } else {
            controls.advanceTo(order.instant("instant"));
        }
    }

    private void others(Order order) {
        boolean evenly = order.has("evenly") && order.flag("evenly");
        controls.setOtherUse(
                order.text("project"), order.text("model"), order.number("perMinute", 0), evenly);
    }

    private void rules(Order order) {
        order.allowing("window", "dayHint", "refusalsCount", "unavailableCounts");
        if (order.has("window")) {
            WindowKind window = order.choice("window", WindowKind.class);
            controls.changeRules(rules -> rules.with(window));
        }
        if (order.has("dayHint")) {
            DayHint hint = order.choice("dayHint", DayHint.class);
            controls.changeRules(rules -> rules.with(hint));
        }
        if (order.has("refusalsCount")) {
            boolean counting = order.flag("refusalsCount");
            controls.changeRules(rules -> rules.withRefusalsCounting(counting));
        }
        if (order.has("unavailableCounts")) {
            boolean counting = order.flag("unavailableCounts");
            controls.changeRules(rules -> rules.withUnavailableCounting(counting));
        }
    }

    private void answers(Order order) {
        if (order.has("promptTokens")) {
            OptionalLong tokens = order.figure("promptTokens");
            controls.changeAnswers(style -> style.withPromptTokens(tokens));
        }
        if (order.has("echoUnknown")) {
            boolean echoed = order.flag("echoUnknown");
            controls.changeAnswers(style -> style.withUnknownEchoed(echoed));
        }
        if (order.has("chunks")) {
            int chunks = Math.toIntExact(Math.max(1, order.number("chunks", 1)));
            controls.changeAnswers(style -> style.withChunks(chunks));
        }
    }

    private void files(Order order) {
        if (order.has("lost") && order.flag("lost")) {
            controls.loseFiles();
        }
        if (order.has("failing")) {
            controls.setFilesFailing(order.flag("failing"));
        }
    }

    private static FaultOrder fault(Order order) {
        order.allowing("fault", "rate", "times", "project", "model", "key");
        var target =
                new FaultTarget(
                        order.text("project", QuotaBook.ANY),
                        order.text("model", QuotaBook.ANY),
                        order.text("key", QuotaBook.ANY));
        return new FaultOrder(
                order.choice("fault", Fault.class),
                target,
                order.share("rate", 1),
                Math.toIntExact(order.number("times", Integer.MAX_VALUE)));
    }
}
