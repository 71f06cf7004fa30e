package io.ssalmuk.api.connection;

import org.apache.coyote.AbstractProtocol;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * No more connections than the heap has room for. Those who come beyond that wait before they are
 * let in, unread, by TCP's own means; a heap that is full would end everybody's requests.
 */
final class ConnectionRoom {

    private static final Logger log = LoggerFactory.getLogger(ConnectionRoom.class);

    /**
     * Of a connection whose request waits: its buffers (34 KB), the request and its body's reader
     * (30 KB), its thread's stack (12 KB). From the histogram of a full heap, Tomcat 11.0.27.
     */
    private static final long BYTES_EACH = 80 * 1024;

    /**
     * What may be theirs; bodies have a tenth besides, and what is done for them needs the rest.
     */
    private static final int OF_THE_HEAP = 3;

    private ConnectionRoom() {}

    static void bound(AbstractProtocol<?> http, long heap) {
        int set = http.getMaxConnections();
        int most = most(set, heap);
        if (most != set) {
            http.setMaxConnections(most);
            log.info("{} connections at a time, as many as the heap has room for", most);
        }
    }

    /** To Tomcat, less than nothing is any number. */
    private static int most(int set, long heap) {
        return Math.clamp(heap / OF_THE_HEAP / BYTES_EACH, 1, set < 0 ? Integer.MAX_VALUE : set);
    }
}
