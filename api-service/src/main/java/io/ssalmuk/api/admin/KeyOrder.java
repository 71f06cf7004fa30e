package io.ssalmuk.api.admin;

import io.ssalmuk.api.body.Field;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Keys to be made.
 *
 * @param name of the client, with a number behind it if there are several
 */
record KeyOrder(int count, String name) {

    /** More than anybody hands out by hand, few enough to make at once. */
    private static final int MOST = 1_000;

    private static final int LONGEST_NAME = 200;

    static KeyOrder read(Field body) {
        body.allowOnly(List.of("count", "name"));
        return new KeyOrder(count(body.at("count")), name(body.at("name")));
    }

    private static int count(Field count) {
        if (count.absent()) {
            return 1;
        }
        var value = count.value();
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw count.refuse("must be a whole number from 1 to " + MOST);
        }
        if (value.intValue() < 1 || value.intValue() > MOST) {
            throw count.refuse("must be from 1 to " + MOST);
        }
        return value.intValue();
    }

    private static String name(Field name) {
        if (name.absent()) {
            return "client";
        }
        if (name.text().length() > LONGEST_NAME || name.text().indexOf('\0') >= 0) {
            throw name.refuse("must be a text of at most " + LONGEST_NAME + " characters");
        }
        return name.text().strip();
    }

    List<String> names() {
        return count == 1
                ? List.of(name)
                : IntStream.rangeClosed(1, count).mapToObj(n -> name + "-" + n).toList();
    }
}
