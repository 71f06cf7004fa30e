package io.ssalmuk.api.generate;

import io.ssalmuk.api.body.Field;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a value of the Gemini API looks like, as far as it is known here. Applying a shape answers
 * the value with known names in camelCase, and refuses a value of the wrong type; names that are
 * unknown, and what is below them, stay as they are.
 */
public sealed interface Shape {

    Shape ANYTHING = new Leaf("", _ -> true);
    Shape TEXT = new Leaf("must be a text", JsonNode::isString);
    Shape FLAG = new Leaf("must be true or false", JsonNode::isBoolean);
    Shape NUMBER = new Leaf("must be a number", JsonNode::isNumber);
    Shape WHOLE = new Leaf("must be a whole number", Numbers::isWhole);

    JsonNode apply(Field field);

    static Structure structure(Map<String, Shape> members) {
        return new Structure(members);
    }

    /** A structure of members that may be anything. */
    static Structure structure(String... names) {
        return new Structure(anything(names));
    }

    static Map<String, Shape> anything(String... names) {
        return Stream.of(names).collect(Collectors.toMap(name -> name, _ -> ANYTHING));
    }

    static Shape listOf(Shape element) {
        return new ListOf(element);
    }

    /** A value without structure, or with one that is none of our business. */
    record Leaf(String rule, Predicate<JsonNode> fits) implements Shape {

        @Override
        public JsonNode apply(Field field) {
            if (!fits.test(field.value())) {
                throw field.refuse(rule);
            }
            return field.value();
        }
    }

    record ListOf(Shape element) implements Shape {

        @Override
        public JsonNode apply(Field field) {
            if (!field.value().isArray()) {
                throw field.refuse("must be a list");
            }
            List<JsonNode> all = field.elements().stream().map(element::apply).toList();
            return JsonNodeFactory.instance.arrayNode().addAll(all);
        }
    }

    record Structure(Map<String, Shape> members) implements Shape {

        @Override
        public ObjectNode apply(Field field) {
            if (!field.value().isObject()) {
                throw field.refuse("must be an object");
            }
            var spelled = JsonNodeFactory.instance.objectNode();
            for (var name : field.names()) {
                add(spelled, name, field.at(name));
            }
            return spelled;
        }

        private void add(ObjectNode spelled, String name, Field field) {
            var known = members.containsKey(name) ? name : Names.camelCase(name);
            var shape = members.get(known);
            if (shape == null) {
                spelled.set(name, field.value());
            } else if (spelled.has(known)) {
                throw field.refuse("is given twice, as " + name + " and in another spelling");
            } else if (!field.absent()) {
                spelled.set(known, shape.apply(field));
            }
        }
    }
}
