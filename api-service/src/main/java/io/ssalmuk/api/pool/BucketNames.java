package io.ssalmuk.api.pool;

import io.ssalmuk.catalogue.Catalogue;
import io.ssalmuk.pool.Aliases;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The bucket that a model draws from, or that is called so. */
@Component
record BucketNames(Aliases aliases, Catalogue catalogue) {

    /** What nobody knows is a bucket of its own. */
    String of(String model) {
        return Optional.ofNullable(aliases.all().get(model))
                .or(() -> catalogue.bucketOf(model))
                .orElse(model);
    }
}
