package io.ssalmuk.api.files;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What an uploaded file may be.
 *
 * @param limit the largest; Google takes no larger ones either
 */
@ConfigurationProperties("ssalmuk.file")
record UploadProperties(@DefaultValue("2GB") DataSize limit) {

    UploadProperties {
        if (limit.toBytes() <= 0) {
            throw new IllegalArgumentException("SSALMUK_FILE_LIMIT must be more than nothing");
        }
    }
}
