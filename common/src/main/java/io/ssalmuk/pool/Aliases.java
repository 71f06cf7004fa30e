package io.ssalmuk.pool;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which bucket a model name draws from, as far as it is known; by name where it is not. */
public interface Aliases {

    /** What counts: the operator's word, else what was learned, else the catalogue's. */
    Map<String, String> all();

    /** All that is known, by model. */
    List<Alias> list();

    /** The catalogue's names; those that it no longer has are forgotten. */
    void seed(Map<String, String> buckets);

    /** The operator's word; none takes it back, and forgets what was learned too. */
    void set(String model, Optional<String> bucket, Actor actor);

    /** A model name's bucket, and who said so: operator, learned or catalogue. */
    record Alias(String model, String bucket, String source) {}
}
