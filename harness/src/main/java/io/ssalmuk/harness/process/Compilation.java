package io.ssalmuk.harness.process;

import java.util.List;

/** How a JVM compiles what it runs. */
public enum Compilation {

    /** Simply: a dozen of them start at a time, and some are killed soon. */
    QUICK,

    /** As the launcher's services do. It takes some minutes until they need less of a processor. */
    THOROUGH;

    List<String> options() {
        return switch (this) {
            case QUICK -> List.of("-XX:TieredStopAtLevel=1");
            case THOROUGH -> List.of();
        };
    }
}
