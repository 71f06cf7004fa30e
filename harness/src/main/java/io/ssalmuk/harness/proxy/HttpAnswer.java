package io.ssalmuk.harness.proxy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** Reads an HTTP/1.1 answer off the wire. */
final class HttpAnswer {

    private static final Pattern LENGTH = Pattern.compile("(?im)^content-length: *(\\d+)");
    private static final Pattern ZIPPED = Pattern.compile("(?im)^content-encoding: *gzip");
    private static final String END_OF_HEAD = "\r\n\r\n";

    private HttpAnswer() {}

    static Optional<String> body(byte[] raw) {
        var text = new String(raw, StandardCharsets.ISO_8859_1);
        int end = text.indexOf(END_OF_HEAD);
        if (end < 0 || !text.startsWith("HTTP/1.1 200")) {
            return Optional.empty();
        }
        var head = text.substring(0, end);
        var length = LENGTH.matcher(head);
        int from = end + END_OF_HEAD.length();
        if (!length.find() || raw.length - from < Integer.parseInt(length.group(1))) {
            return Optional.empty();
        }
        var body = Arrays.copyOfRange(raw, from, from + Integer.parseInt(length.group(1)));
        return text(body, ZIPPED.matcher(head).find());
    }

    private static Optional<String> text(byte[] body, boolean zipped) {
        try (InputStream plain =
                zipped
                        ? new GZIPInputStream(new ByteArrayInputStream(body))
                        : new ByteArrayInputStream(body)) {
            return Optional.of(new String(plain.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
