package io.ssalmuk.client;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a client's key opens. */
public enum Scope {
    /** Jobs of its own, and what belongs to them. */
    GENERATE("generate"),
    /** Files of its own. */
    FILES("files"),
    /** What the administrator sees, without changing any of it. */
    ADMIN_READ("admin-read");

    /** What a key opens of which nothing is said. */
    public static final Set<Scope> USUAL = Set.of(GENERATE, FILES);

    private static final String SEPARATOR = " ";

    private final String text;

    Scope(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }

    public static Optional<Scope> of(String text) {
        return Arrays.stream(values()).filter(scope -> scope.text.equals(text)).findAny();
    }

    /** As they are stored, in one order. */
    static String join(Set<Scope> scopes) {
        return scopes.stream().sorted().map(Scope::text).collect(Collectors.joining(SEPARATOR));
    }

    static Set<Scope> split(String text) {
        var all = EnumSet.noneOf(Scope.class);
        for (var name : text.split(SEPARATOR, -1)) {
            of(name).ifPresent(all::add);
        }
        return all;
    }
}
