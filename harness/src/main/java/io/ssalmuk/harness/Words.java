package io.ssalmuk.harness;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A command line: a command, and settings with a value each. */
record Words(String command, Map<String, String> settings) {

    static Words of(List<String> words) {
        if (words.isEmpty()) {
            throw new IllegalArgumentException("what is to be run?");
        }
        var settings = new HashMap<String, String>();
        for (int n = 1; n < words.size(); n += 2) {
            var name = words.get(n);
            if (!name.startsWith("--") || n + 1 == words.size()) {
                throw new IllegalArgumentException(name + " is not a setting with a value");
            }
            settings.put(name.substring(2), words.get(n + 1));
        }
        return new Words(words.getFirst(), settings);
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(settings.get(name));
    }

    List<String> list(String name) {
        return text(name).map(text -> List.of(text.split(","))).orElse(List.of());
    }

    Optional<Long> number(String name) {
        try {
            return text(name).map(Long::valueOf);
        } catch (NumberFormatException _) {
            throw new IllegalArgumentException("--" + name + " takes a number");
        }
    }

    int count(String name, int otherwise) {
        return number(name).map(Math::toIntExact).orElse(otherwise);
    }
}
