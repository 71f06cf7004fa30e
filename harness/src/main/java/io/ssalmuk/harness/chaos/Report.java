package io.ssalmuk.harness.chaos;

import io.ssalmuk.harness.check.Findings;
import io.ssalmuk.harness.check.Violation;
import io.ssalmuk.harness.check.Violation.Kind;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The findings, for a person. */
final class Report {

    private static final int EXAMPLES = 10;

    private Report() {}

    static String of(Findings findings, Clients clients, Supervisor supervisor) {
        return """
        accepted %d (submitted again %d; answers by status %s), completed %d, calls %d, refused for quota %d
        streams %d, broken off %d; files %d
        calls beyond one per job %d, of %d that faults explain; services that ended by themselves %d
        %s
        %s\
        """
                .formatted(
                        findings.acknowledged(),
                        clients.resubmitted(),
                        clients.statuses(),
                        findings.completed(),
                        findings.calls(),
                        findings.refused(),
                        clients.streamed().size(),
                        findings.brokenOff(),
                        clients.files(),
                        findings.repeats(),
                        findings.excused(),
                        supervisor.restarts(),
                        counts(findings),
                        findings.good() ? "GOOD" : "BAD");
    }

    private static String counts(Findings findings) {
        return Arrays.stream(Kind.values())
                .filter(kind -> findings.count(kind) > 0)
                .map(kind -> kind + " " + findings.count(kind) + "\n" + examples(findings, kind))
                .collect(Collectors.joining("\n", "", ""));
    }

    private static String examples(Findings findings, Kind kind) {
        return findings.violations().stream()
                .filter(violation -> violation.kind() == kind)
                .limit(EXAMPLES)
                .map(Violation::what)
                .collect(Collectors.joining("\n  ", "  ", ""));
    }
}
