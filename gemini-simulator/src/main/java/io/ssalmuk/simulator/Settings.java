package io.ssalmuk.simulator;

import io.ssalmuk.simulator.fault.Fault;
import io.ssalmuk.simulator.fault.FaultOrder;
import io.ssalmuk.simulator.project.Tier;
import io.ssalmuk.simulator.quota.DayHint;
import io.ssalmuk.simulator.quota.Limits;
import io.ssalmuk.simulator.quota.WindowKind;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Applies a command line to a builder. */
final class Settings {
    private static final int PORT = 9000;
    private static final int CALLS = 1_000_000;

    private final CommandLine line;
    private final SimulatorBuilder builder;

    private Settings(CommandLine line, SimulatorBuilder builder) {
        this.line = line;
        this.builder = builder;
    }

    static SimulatorBuilder builder(CommandLine line) {
        var settings = new Settings(line, GeminiSimulator.builder());
        settings.frame();
        settings.projects();
        settings.quotas();
        settings.pace();
        settings.faults();
        settings.answers();
        return settings.builder;
    }

    private void frame() {
        builder.port(line.count("port", PORT));
        line.text("host").ifPresent(builder::host);
        line.ifNumber("seed", builder::seed);
        builder.keep(line.count("call-log", CALLS), line.count("keep-bodies", 0));
    }

    private void projects() {
        Tier tier =
                line.text("tier").map(text -> choice("tier", text, Tier.class)).orElse(Tier.FREE);
        line.text("keys").ifPresent(list -> named(list, tier));
        if (!line.has("keys") || line.has("projects")) {
            builder.projects(line.count("projects", 1), line.count("keys-per-project", 1), tier);
        }
    }

    /** The same spelling as GOOGLE_API_KEYS; a key without a project is its own. */
    private void named(String list, Tier tier) {
        int alone = 0;
        for (String entry : list.split(",", -1)) {
            String[] parts = entry.strip().split(":", 2);
            if (parts.length == 2) {
                builder.project(parts[0], tier, parts[1]);
            } else {
                alone++;
                builder.project("key-" + alone, tier, parts[0]);
            }
        }
    }

    private void quotas() {
        line.texts("model").forEach(this::model);
        if (Stream.of("rpm", "tpm", "rpd").anyMatch(line::has)) {
            builder.limits(new Limits(line.number("rpm"), line.number("tpm"), line.number("rpd")));
        }
        line.text("limits")
                .ifPresent(list -> Arrays.stream(list.split(",", -1)).forEach(this::limit));
        line.text("window")
                .ifPresent(kind -> builder.window(choice("window", kind, WindowKind.class)));
        line.text("day-hint")
                .ifPresent(hint -> builder.dayHint(choice("day-hint", hint, DayHint.class)));
        line.ifFlag("refusals-count", builder::refusalsCount);
        line.ifFlag("unavailable-counts", builder::unavailableCounts);
    }

    private void model(String entry) {
        String[] parts = entry.split("=", 2);
        builder.model(parts[0], parts[parts.length - 1]);
    }

    private void limit(String entry) {
        String[] parts = pair("limits", "model=rpm/tpm/rpd", entry);
        builder.limits(parts[0], Limits.parse(parts[1]));
    }

    private void pace() {
        line.ifNumber("latency-ms", ms -> builder.latency(Duration.ofMillis(ms), Duration.ZERO));
        line.text("latency").ifPresent(this::latency);
        line.ifNumber("arrival-jitter-ms", ms -> builder.arrivalJitter(Duration.ofMillis(ms)));
        line.ifNumber("file-processing-ms", ms -> builder.fileProcessing(Duration.ofMillis(ms)));
        if (line.has("chunks") || line.has("chunk-gap-ms")) {
            Duration gap = Duration.ofMillis(line.number("chunk-gap-ms").orElse(0));
            builder.streaming(Math.max(1, line.count("chunks", 3)), gap);
        }
    }

    private void latency(String text) {
        List<String> parts = List.of(text.split(",", -1));
        long mean = CommandLine.number("latency", parts.getFirst());
        long jitter = parts.size() > 1 ? CommandLine.number("latency", parts.get(1)) : 0;
        builder.latency(Duration.ofMillis(mean), Duration.ofMillis(jitter));
    }

    private void faults() {
        line.text("fault503")
                .map(rate -> CommandLine.share("fault503", rate))
                .ifPresent(rate -> builder.fault(FaultOrder.rate(Fault.UNAVAILABLE, rate)));
        line.texts("fault").forEach(this::fault);
    }

    private void fault(String entry) {
        String[] parts = pair("fault", "KIND=RATE", entry);
        Fault fault = choice("fault", parts[0], Fault.class);
        builder.fault(FaultOrder.rate(fault, CommandLine.share("fault", parts[1])));
    }

    private void answers() {
        line.ifNumber("prompt-tokens", builder::promptTokens);
        line.ifFlag("echo-unknown", builder::echoUnknown);
    }

    private static String[] pair(String flag, String shape, String entry) {
        String[] parts = entry.strip().split("=", 2);
        if (parts.length != 2) {
            throw new IllegalArgumentException(
                    "--%s takes %s; got %s".formatted(flag, shape, entry));
        }
        return parts;
    }

    private static <E extends Enum<E>> E choice(String flag, String text, Class<E> kind) {
        String name = text.strip().toUpperCase(Locale.ROOT).replace('-', '_');
        return Arrays.stream(kind.getEnumConstants())
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "--%s takes one of %s; got %s"
                                        .formatted(
                                                flag,
                                                Arrays.toString(kind.getEnumConstants()),
                                                text)));
    }
}
