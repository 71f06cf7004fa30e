package io.ssalmuk.worker.pool;

import io.ssalmuk.catalogue.Catalogue;
import io.ssalmuk.pool.Aliases;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.stereotype.Component;

/**
 * Tells the table of model names what the catalogue says; what was learned since counts before it.
 */
@Component
record AliasStart(Catalogue catalogue, Aliases aliases) implements InitializingBean {

    @Override
    public void afterPropertiesSet() {
        aliases.seed(catalogue.buckets());
    }
}
