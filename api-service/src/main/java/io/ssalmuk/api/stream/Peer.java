package io.ssalmuk.api.stream;

import jakarta.servlet.http.HttpServletRequest;

/** The client at the other end of a connection. */
@FunctionalInterface
interface Peer {

    /** Where {@link PeerValve} leaves it in the request. */
    String ATTRIBUTE = Peer.class.getName();

    /** Whether it has hung up. Asked a few times: one question alone is not always enough. */
    boolean isGone();

    static Peer of(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof Peer peer ? peer : () -> false;
    }
}
