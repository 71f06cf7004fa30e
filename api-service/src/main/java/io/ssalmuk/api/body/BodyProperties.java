package io.ssalmuk.api.body;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What a request may be.
 *
 * @param limit the largest body that is read
 */
@ConfigurationProperties("ssalmuk.request")
record BodyProperties(@DefaultValue("32MB") DataSize limit) {

    BodyProperties {
        if (limit.toBytes() <= 0) {
            throw new IllegalArgumentException("ssalmuk.request.limit must be more than nothing");
        }
    }
}
