package io.ssalmuk.api.files;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MimeTypes;
import org.jspecify.annotations.Nullable;

/** Which MIME type a file has: what its sender says, or else what its name and bytes say. */
final class FileTypes {

    static final String UNKNOWN = "application/octet-stream";

    private static final Pattern TYPE =
            Pattern.compile("([A-Za-z0-9!#$&^_.+-]{1,127}/[A-Za-z0-9!#$&^_.+-]{1,127})\\s*(;.*)?");

    private FileTypes() {}

    static String of(@Nullable String declared, String name, byte[] head) {
        return bare(declared)
                .filter(type -> !type.equals(UNKNOWN))
                .orElseGet(() -> sniffed(name, head));
    }

    /** Without parameters; empty when it is no type at all. */
    static Optional<String> bare(@Nullable String declared) {
        var match = TYPE.matcher(declared == null ? "" : declared.strip());
        return match.matches()
                ? Optional.of(match.group(1).toLowerCase(Locale.ROOT))
                : Optional.empty();
    }

    private static String sniffed(String name, byte[] head) {
        var metadata = new Metadata();
        metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, name);
        try {
            var type =
                    MimeTypes.getDefaultMimeTypes()
                            .detect(new ByteArrayInputStream(head), metadata);
            return type.getBaseType().toString();
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory could not be read", e);
        }
    }
}
