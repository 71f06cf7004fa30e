package io.ssalmuk.simulator.control;

import static io.ssalmuk.simulator.json.Json.field;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The body of an order, read with complaints that name the field. */
record Order(ObjectNode body) {
    /** A field that nobody reads is a typing error that would otherwise pass for obedience. */
    Order allowing(String... names) {
        var known = Set.of(names);
        body.propertyNames().stream()
                .filter(name -> !known.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException(
                            name + " is not known here; known are " + Arrays.toString(names));
                });
        return this;
    }

    boolean has(String name) {
        return !field(body, name).isMissingNode();
    }

    String text(String name) {
        if (!field(body, name).isString()) {
            throw new IllegalArgumentException(name + " must be given, as a string");
        }
        return field(body, name).stringValue();
    }

    String text(String name, String otherwise) {
        return has(name) ? text(name) : otherwise;
    }

    long number(String name, long otherwise) {
        JsonNode value = field(body, name);
        if (value.isMissingNode()) {
            return otherwise;
        }
        if (!value.isIntegralNumber() || value.longValue() < 0) {
            throw new IllegalArgumentException(name + " must be a whole number; got " + value);
        }
        return value.longValue();
    }

    double share(String name, double otherwise) {
        return has(name) ? field(body, name).asDouble() : otherwise;
    }

    boolean flag(String name) {
        if (!field(body, name).isBoolean()) {
            throw new IllegalArgumentException(name + " must be true or false");
        }
        return field(body, name).booleanValue();
    }

    OptionalLong figure(String name) {
        return has(name) ? OptionalLong.of(number(name, 0)) : OptionalLong.empty();
    }

    Duration millis(String name) {
        return Duration.ofMillis(number(name, 0));
    }

    Duration duration(String name) {
        try {
            return Duration.parse(text(name));
        } catch (DateTimeParseException _) {
            throw new IllegalArgumentException(name + " must be a duration such as PT60S");
        }
    }

    Instant instant(String name) {
        try {
            return Instant.parse(text(name));
        } catch (DateTimeParseException _) {
            throw new IllegalArgumentException(
                    name + " must be an instant such as 2026-11-22T10:00:00Z");
        }
    }

    <E extends Enum<E>> E choice(String name, Class<E> kind) {
        String wanted = text(name).toUpperCase(Locale.ROOT).replace('-', '_');
        return Arrays.stream(kind.getEnumConstants())
                .filter(each -> each.name().equals(wanted))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                name
                                        + " must be one of "
                                        + Arrays.toString(kind.getEnumConstants())));
    }
}
