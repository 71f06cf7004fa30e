package io.ssalmuk.api.body;

import io.ssalmuk.api.problem.CloseNames;
import io.ssalmuk.api.problem.Refused;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A value in a request and the path to it, by which a refusal names it.
 *
 * @param path such as {@code contents[1].parts}; empty for the whole request
 */
public record Field(String path, JsonNode value) {

    /** Enough of a client's own text for the client to recognise it. */
    private static final int BRIEF = 120;

    public Field at(String name) {
        var below = path.isEmpty() ? brief(name) : path + "." + brief(name);
        return new Field(below, value.path(name));
    }

    /** A null is as good as nothing: that is how clients write a setting that they did not set. */
    public boolean absent() {
        return value.isMissingNode() || value.isNull();
    }

    public Collection<String> names() {
        return value.propertyNames();
    }

    public List<Field> elements() {
        var all = new ArrayList<Field>(value.size());
        for (int i = 0; i < value.size(); i++) {
            all.add(new Field("%s[%d]".formatted(path, i), value.get(i)));
        }
        return all;
    }

    /** A text that must be there. */
    public String text() {
        if (!value.isString() || value.stringValue().isBlank()) {
            throw refuse(absent() ? "is missing" : "must be a text that is not empty");
        }
        return value.stringValue();
    }

    /** Refuses names that are none of these. */
    public void allowOnly(Collection<String> known) {
        for (var name : names()) {
            if (!known.contains(name)) {
                throw at(name).refuse("is unknown" + CloseNames.hint(name, known));
            }
        }
    }

    /** The refusal of this field, to be thrown. */
    public Refused refuse(String why) {
        var end = why.endsWith("?") || why.endsWith(".") ? "" : ".";
        return Refused.field(path, path + " " + why + end);
    }

    public static String brief(String text) {
        return text.length() <= BRIEF ? text : text.substring(0, BRIEF) + "…";
    }
}
