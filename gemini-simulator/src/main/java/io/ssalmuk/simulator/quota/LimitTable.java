package io.ssalmuk.simulator.quota;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Limits by project and model, either of which may be {@code *}; the closest entry counts. */
final class LimitTable {
    private final Map<Place, Limits> entries = new ConcurrentHashMap<>();

    void put(String project, String model, Limits limits) {
        entries.put(new Place(project, model), limits);
    }

    Optional<Limits> find(String project, String model) {
        return Stream.of(
                        new Place(project, model),
                        new Place(project, QuotaBook.ANY),
                        new Place(QuotaBook.ANY, model),
                        new Place(QuotaBook.ANY, QuotaBook.ANY))
                .flatMap(place -> Stream.ofNullable(entries.get(place)))
                .findFirst();
    }

    private record Place(String project, String model) {}
}
