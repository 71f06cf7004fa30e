package io.ssalmuk.catalogue;

import io.ssalmuk.quota.Limits;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The operator's word on limits, as {@code SSALMUK_LIMITS} spells it: {@code model=rpm/tpm/rpd},
 * separated by commas, {@code *} for every model, {@code -} for no limit. Counting tokens is no
 * model: only its own name, {@code count-tokens}, speaks of it.
 */
public final class OperatorLimits {

    public static final String EVERY_MODEL = "*";
    private static final Pattern ENTRY =
            Pattern.compile("([^=\\s]+)=(\\d{1,9}|-)/(\\d{1,18}|-)/(\\d{1,9}|-)");

    private final Map<String, Limits> byModel;

    private OperatorLimits(Map<String, Limits> byModel) {
        this.byModel = byModel;
    }

    /**
     * Reads the setting.
     *
     * @throws IllegalArgumentException naming the entry that cannot be read
     */
    public static OperatorLimits parse(String setting) {
        var byModel = new LinkedHashMap<String, Limits>();
        for (var entry : setting.split(",", -1)) {
            if (!entry.isBlank()) {
                var match = match(entry.strip());
                byModel.put(match.group(1), limits(match));
            }
        }
        return new OperatorLimits(byModel);
    }

    private static Matcher match(String entry) {
        var match = ENTRY.matcher(entry);
        if (!match.matches()) {
            throw new IllegalArgumentException(
                    "SSALMUK_LIMITS: '"
                            + entry
                            + "' is not model=rpm/tpm/rpd (numbers, or - for none)");
        }
        return match;
    }

    private static Limits limits(Matcher match) {
        return new Limits(
                number(match.group(2), Integer::valueOf),
                number(match.group(3), Long::valueOf),
                number(match.group(4), Integer::valueOf));
    }

    private static <N extends Number> @Nullable N number(String text, Function<String, N> parse) {
        return text.equals("-") ? null : parse.apply(text);
    }

    /** What the operator said of this bucket, or of a model that draws from it. */
    public Optional<Limits> of(String bucket, Iterable<String> names) {
        return Stream.concat(Stream.of(bucket), StreamSupport.stream(names.spliterator(), false))
                .filter(byModel::containsKey)
                .findFirst()
                .map(byModel::get);
    }

    /** What the operator said of every model. */
    public Optional<Limits> ofEveryModel() {
        return Optional.ofNullable(byModel.get(EVERY_MODEL));
    }

    /** The models that the operator named; that makes them known. */
    public Iterable<String> models() {
        return byModel.keySet().stream().filter(model -> !model.equals(EVERY_MODEL)).toList();
    }
}
