package io.ssalmuk.house;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.StringEntry;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** Looks for statements among the texts of a class; ArchUnit itself does not read them. */
final class HoldSql extends ArchCondition<JavaClass> {

    private static final Pattern STATEMENT =
            Pattern.compile(
                    "\\b(SELECT\\s.*\\sFROM|INSERT\\s+INTO|UPDATE\\s+\\w+\\s+SET|DELETE\\s+FROM"
                            + "|(CREATE|ALTER|DROP)\\s+TABLE)\\s",
                    Pattern.DOTALL);

    HoldSql() {
        super("hold SQL");
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        var statements = texts(type).stream().filter(text -> STATEMENT.matcher(text).find());
        var found = statements.toList();
        events.add(
                new SimpleConditionEvent(
                        type, !found.isEmpty(), type.getName() + " holds SQL: " + found));
    }

    private static List<String> texts(JavaClass type) {
        var source = type.getSource().orElseThrow().getUri();
        try (var in = source.toURL().openStream()) {
            var pool = ClassFile.of().parse(in.readAllBytes()).constantPool();
            return StreamSupport.stream(pool.spliterator(), false).flatMap(HoldSql::text).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static java.util.stream.Stream<String> text(PoolEntry entry) {
        return entry instanceof StringEntry text
                ? java.util.stream.Stream.of(text.stringValue())
                : java.util.stream.Stream.empty();
    }
}
