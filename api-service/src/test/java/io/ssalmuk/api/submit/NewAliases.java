package io.ssalmuk.api.submit;

import io.ssalmuk.pool.Actor;
import io.ssalmuk.pool.Aliases;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Only what was learned since the catalogue was written. */
final class NewAliases implements Aliases {

    private final Map<String, String> learned = new HashMap<>();

    void learn(String model, String bucket) {
        learned.put(model, bucket);
    }

    @Override
    public Map<String, String> all() {
        return Map.copyOf(learned);
    }

    @Override
    public List<Alias> list() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void seed(Map<String, String> buckets) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void set(String model, Optional<String> bucket, Actor actor) {
        throw new UnsupportedOperationException();
    }
}
