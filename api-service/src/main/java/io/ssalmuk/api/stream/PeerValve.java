package io.ssalmuk.api.stream;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * Leaves in each request what tells that its client has hung up: the Servlet API has nothing for a
 * handler that has nothing to write.
 */
final class PeerValve extends ValveBase {

    PeerValve() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        request.setAttribute(Peer.ATTRIBUTE, new TomcatPeer(request.getCoyoteRequest()));
        getNext().invoke(request, response);
    }
}
