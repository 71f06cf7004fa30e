package io.ssalmuk.worker.gemini;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Finds the events in a stream of server-sent events, however it is cut into reads. It works on
 * bytes: whatever a read cuts apart, a line puts together before it is looked at. Only {@code data}
 * counts; Google sends nothing else.
 */
final class SseParser {

    private static final byte[] DATA = {'d', 'a', 't', 'a'};
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();
    private final AtomicBoolean firstLine = new AtomicBoolean(true);
    private final AtomicBoolean afterReturn = new AtomicBoolean();
    private final AtomicBoolean hasData = new AtomicBoolean();

    /** The events that end within these bytes. */
    List<byte[]> feed(byte[] bytes, int count) {
        var events = new ArrayList<byte[]>();
        int from = 0;
        for (int i = 0; i < count; i++) {
            byte b = bytes[i];
            if (b != '\n' && b != '\r') {
                afterReturn.set(false);
                continue;
            }
            if (!(b == '\n' && afterReturn.get())) {
                line.write(bytes, from, i - from);
                endOfLine().ifPresent(events::add);
            }
            afterReturn.set(b == '\r');
            from = i + 1;
        }
        line.write(bytes, from, count - from);
        return events;
    }

    /**
     * What stands at the end without the blank line that should follow. A stream that was cut is
     * told by its connection, or by JSON that is not whole.
     */
    Optional<byte[]> end() {
        var last = endOfLine();
        return last.isPresent() ? last : event();
    }

    private Optional<byte[]> endOfLine() {
        byte[] text = withoutMark(line.toByteArray());
        line.reset();
        if (text.length == 0) {
            return event();
        }
        field(text);
        return Optional.empty();
    }

    private byte[] withoutMark(byte[] text) {
        boolean marked =
                firstLine.getAndSet(false)
                        && text.length >= BYTE_ORDER_MARK.length
                        && Arrays.equals(text, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, 3);
        return marked ? Arrays.copyOfRange(text, BYTE_ORDER_MARK.length, text.length) : text;
    }

    /** A line {@code data}, {@code data:x} or {@code data: x}; others are comments or no data. */
    private void field(byte[] text) {
        boolean isData =
                text.length >= DATA.length
                        && Arrays.equals(text, 0, DATA.length, DATA, 0, DATA.length)
                        && (text.length == DATA.length || text[DATA.length] == ':');
        if (!isData) {
            return;
        }
        if (hasData.getAndSet(true)) {
            data.write('\n');
        }
        int from = Math.min(DATA.length + 1, text.length);
        if (from < text.length && text[from] == ' ') {
            from++;
        }
        data.write(text, from, text.length - from);
    }

    private Optional<byte[]> event() {
        if (!hasData.getAndSet(false)) {
            return Optional.empty();
        }
        byte[] event = data.toByteArray();
        data.reset();
        return Optional.of(event);
    }
}
