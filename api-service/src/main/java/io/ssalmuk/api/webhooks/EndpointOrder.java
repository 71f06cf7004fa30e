package io.ssalmuk.api.webhooks;

import io.ssalmuk.api.body.Field;
import io.ssalmuk.webhook.Endpoint.Settings;
import io.ssalmuk.webhook.EventType;
import io.ssalmuk.webhook.HookRules;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Reads what an endpoint's owner wants of it. */
final class EndpointOrder {

    private static final List<String> KNOWN =
            List.of("url", "events", "description", "payload", "active");

    private static final int LONGEST_DESCRIPTION = 500;

    private EndpointOrder() {}

    static Settings read(Field body, HookRules rules) {
        body.allowOnly(KNOWN);
        var url = url(body.at("url"), rules);
        return change(body, rules).apply(new Settings(url, EventType.ofJobs(), "", false, true));
    }

    /** What is not named stays as it is. */
    static UnaryOperator<Settings> change(Field body, HookRules rules) {
        body.allowOnly(KNOWN);
        Function<Settings, String> url = given(body, "url", f -> url(f, rules), Settings::url);
        var events = given(body, "events", EndpointOrder::events, Settings::events);
        var text = given(body, "description", EndpointOrder::description, Settings::description);
        var whole = given(body, "payload", Payload::read, Settings::wholeResult);
        var active = given(body, "active", EndpointOrder::flag, Settings::active);
        return now ->
                new Settings(
                        url.apply(now),
                        events.apply(now),
                        text.apply(now),
                        whole.apply(now),
                        active.apply(now));
    }

    /** Read at once, so that what is wrong is refused before anything is looked for. */
    private static <T> Function<Settings, T> given(
            Field body, String name, Function<Field, T> reading, Function<Settings, T> as) {
        var field = body.at(name);
        if (field.absent()) {
            return as;
        }
        var value = reading.apply(field);
        return _ -> value;
    }

    static String url(Field url, HookRules rules) {
        var text = url.text();
        return switch (rules.read(text)) {
            case HookRules.Reading.Good _ -> text;
            case HookRules.Reading.Bad(var why) -> throw url.refuse(why);
        };
    }

    private static Set<EventType> events(Field events) {
        if (!events.value().isArray() || events.value().isEmpty()) {
            throw events.refuse("must be a list of " + names());
        }
        var all = EnumSet.noneOf(EventType.class);
        events.elements().forEach(event -> all.add(event(event)));
        return all;
    }

    private static EventType event(Field event) {
        return EventType.of(event.text())
                .filter(EventType.ofJobs()::contains)
                .orElseThrow(() -> event.refuse("must be one of " + names()));
    }

    private static String names() {
        return EventType.ofJobs().stream().map(EventType::text).collect(Collectors.joining(", "));
    }

    private static String description(Field description) {
        if (!description.value().isString()) {
            throw description.refuse("must be a text");
        }
        var text = description.value().stringValue();
        if (text.length() > LONGEST_DESCRIPTION || text.indexOf('\0') >= 0) {
            throw description.refuse(
                    "must be a text of at most " + LONGEST_DESCRIPTION + " characters");
        }
        return text;
    }

    private static boolean flag(Field flag) {
        if (!flag.value().isBoolean()) {
            throw flag.refuse("must be true or false");
        }
        return flag.value().booleanValue();
    }
}
