package io.ssalmuk.api.body;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;

/** Reads a body once there is room for it. */
final class RoomStream extends FilterInputStream {

    private final BodyRoom.Stay stay;
    private final long free;
    private final long most;
    private final AtomicLong came = new AtomicLong();

    /**
     * A stream that takes room.
     *
     * @param free how much is read before
     * @param most how much may come
     */
    RoomStream(InputStream body, BodyRoom.Stay stay, long free, long most) {
        super(body);
        this.stay = stay;
        this.free = free;
        this.most = most;
    }

    @Override
    public int read() throws IOException {
        enter();
        int next = super.read();
        came.addAndGet(next < 0 ? 0 : 1);
        return next;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        enter();
        int read = super.read(bytes, from, length);
        came.addAndGet(Math.max(read, 0));
        return read;
    }

    private void enter() {
        if (came.get() >= free) {
            stay.enter(most);
        }
    }
}
