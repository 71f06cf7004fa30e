package io.ssalmuk.api;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Bodies of multipart requests, as clients write them and as they should not. */
final class Multipart {

    static final String TYPE = "multipart/form-data; boundary=b";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** One file in the field that is asked for. */
    static byte[] file(String name, String type, byte[] content) {
        return new Multipart()
                .part("name=\"file\"; filename=\"" + name + "\"", type, content)
                .end();
    }

    static byte[] file(String name, String content) {
        return file(name, "text/plain", content.getBytes(StandardCharsets.UTF_8));
    }

    /** A part with whatever disposition. */
    Multipart part(String disposition, String type, byte[] content) {
        text("--b\r\nContent-Disposition: form-data; " + disposition + "\r\n");
        if (!type.isEmpty()) {
            text("Content-Type: " + type + "\r\n");
        }
        text("\r\n");
        bytes.writeBytes(content);
        text("\r\n");
        return this;
    }

    Multipart part(String disposition, String content) {
        return part(disposition, "", content.getBytes(StandardCharsets.UTF_8));
    }

    byte[] end() {
        text("--b--\r\n");
        return unended();
    }

    byte[] unended() {
        return bytes.toByteArray();
    }

    private void text(String text) {
        bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
