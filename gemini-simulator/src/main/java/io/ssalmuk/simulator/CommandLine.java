package io.ssalmuk.simulator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** The program's arguments, as {@code --name value} or {@code --name=value}. */
record CommandLine(Map<String, List<String>> values) {
    static CommandLine parse(List<String> arguments) {
        var values = new HashMap<String, List<String>>();
        var rest = new ArrayList<>(arguments);
        while (!rest.isEmpty()) {
            String[] flag = rest.removeFirst().split("=", 2);
            String name = known(flag[0]);
            values.computeIfAbsent(name, _ -> new ArrayList<>()).add(value(flag, rest));
        }
        return new CommandLine(values);
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name)).map(List::getLast);
    }

    List<String> texts(String name) {
        return values.getOrDefault(name, List.of());
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    OptionalLong number(String name) {
        return text(name)
                .map(text -> OptionalLong.of(number(name, text)))
                .orElseGet(OptionalLong::empty);
    }

    int count(String name, int otherwise) {
        return Math.toIntExact(number(name).orElse(otherwise));
    }

    void ifNumber(String name, Consumer<Long> use) {
        number(name).ifPresent(use::accept);
    }

    void ifFlag(String name, Consumer<Boolean> use) {
        text(name).map(Boolean::parseBoolean).ifPresent(use);
    }

    static long number(String name, String text) {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException _) {
            throw new IllegalArgumentException("--" + name + " takes a whole number; got " + text);
        }
    }

    static double share(String name, String text) {
        try {
            return Double.parseDouble(text.strip());
        } catch (NumberFormatException _) {
            throw new IllegalArgumentException(
                    "--" + name + " takes a share from 0 to 1; got " + text);
        }
    }

    private static String known(String argument) {
        String name = argument.startsWith("--") ? argument.substring(2) : "";
        if (!Flag.exists(name)) {
            throw new IllegalArgumentException(
                    argument + " is not a setting of the simulator; try --help");
        }
        return name;
    }

    private static String value(String[] flag, List<String> rest) {
        if (flag.length == 2) {
            return flag[1];
        }
        if (rest.isEmpty()) {
            throw new IllegalArgumentException(flag[0] + " takes a value; try --help");
        }
        return rest.removeFirst();
    }
}
