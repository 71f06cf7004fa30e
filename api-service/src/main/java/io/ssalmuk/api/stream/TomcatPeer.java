package io.ssalmuk.api.stream;

import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.coyote.ActionCode;
import org.apache.coyote.Request;

/**
 * Asks Tomcat to read without waiting. It answers 1 at the end of the connection, and the number of
 * bytes when the client has sent more, which it then keeps for the next request and does not tell
 * again. So whoever is told of 1 twice has met the end.
 */
final class TomcatPeer implements Peer {

    private final Request request;
    private final AtomicBoolean suspected = new AtomicBoolean();

    TomcatPeer(Request request) {
        this.request = request;
    }

    @Override
    public boolean isGone() {
        request.action(ActionCode.AVAILABLE, true);
        boolean now = request.getAvailable() == 1;
        return suspected.getAndSet(now) && now;
    }
}
