package io.ssalmuk.worker.attachment;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How files reach Google.
 *
 * @param inlineLimit up to this size a file is sent within its call
 */
@ConfigurationProperties("ssalmuk.worker")
record AttachmentProperties(@DefaultValue("4MB") DataSize inlineLimit) {

    /** In all files of one call. Google takes requests of 20 MB everywhere, base64 included. */
    private static final DataSize MOST = DataSize.ofMegabytes(14);

    AttachmentProperties {
        if (inlineLimit.isNegative() || inlineLimit.compareTo(MOST) > 0) {
            throw new IllegalArgumentException("SSALMUK_INLINE_LIMIT must be from 0 to 14MB");
        }
    }

    boolean fitsInline(long size, long before) {
        return size <= inlineLimit.toBytes() && before + size <= MOST.toBytes();
    }
}
