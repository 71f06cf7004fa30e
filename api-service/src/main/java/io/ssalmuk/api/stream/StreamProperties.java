package io.ssalmuk.api.stream;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How streams are answered.
 *
 * @param buffer how much may wait for a client that reads slowly
 */
@ConfigurationProperties("ssalmuk.stream")
record StreamProperties(@DefaultValue("4MB") DataSize buffer) {

    StreamProperties {
        if (buffer.toBytes() <= 0) {
            throw new IllegalArgumentException("ssalmuk.stream.buffer must be more than nothing");
        }
    }
}
