package io.ssalmuk.standalone.postgres;

import java.util.Locale;

/**
 * What the binaries are built for.
 *
 * @param name as the archives spell it, such as {@code linux-x86_64}
 */
record Platform(String name) {

    static Platform current() {
        return of(System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    static Platform of(String system, String architecture) {
        return new Platform(system(system) + "-" + architecture(architecture));
    }

    String archive() {
        return "/postgres-" + name + ".txz";
    }

    private static String system(String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        return lower.startsWith("mac") ? "darwin" : lower;
    }

    private static String architecture(String name) {
        return switch (name) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            default -> name;
        };
    }
}
