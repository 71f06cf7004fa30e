package io.ssalmuk.api.submit;

import io.ssalmuk.catalogue.ModelEntry;
import io.ssalmuk.job.JobMethod;
import java.util.Arrays;
import java.util.List;

/**
 * A model that jobs may name.
 *
 * @param aliases its other names
 * @param methods as Google's URLs spell them
 */
public record OfferedModel(String name, List<String> aliases, String bucket, List<String> methods) {

    static OfferedModel of(ModelEntry entry) {
        var names = entry.names();
        return new OfferedModel(
                names.getFirst(), names.subList(1, names.size()), entry.bucket(), entry.methods());
    }

    /** One that the operator named: what it can do, Google knows. */
    static OfferedModel named(String name) {
        var all = Arrays.stream(JobMethod.values()).map(JobMethod::text).toList();
        return new OfferedModel(name, List.of(), name, all);
    }

    /** Whether it is called so. */
    public boolean is(String called) {
        return name.equals(called) || aliases.contains(called);
    }
}
