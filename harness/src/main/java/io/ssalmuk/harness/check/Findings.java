package io.ssalmuk.harness.check;

import java.util.List;

/**
 * What came of it.
 *
 * @param brokenOff streams that did not come to their end
 * @param repeats calls beyond one per job
 * @param excused calls that disruptions explain being made again, made again or not
 * @param violations of what must be true; none is a success
 */
public record Findings(
        int acknowledged,
        int completed,
        int brokenOff,
        int calls,
        int refused,
        int repeats,
        int excused,
        List<Violation> violations) {

    public boolean good() {
        return violations.isEmpty();
    }

    public long count(Violation.Kind kind) {
        return violations.stream().filter(violation -> violation.kind() == kind).count();
    }
}
