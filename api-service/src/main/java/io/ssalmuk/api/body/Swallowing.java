package io.ssalmuk.api.body;

import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/**
 * Tomcat reads the rest of a body that was not read, so that its sender sees the answer. From a
 * sender that is too slow it must not, and only a valve can say so.
 */
final class Swallowing extends ValveBase {

    private static final String STOPPED = Swallowing.class.getName();

    Swallowing() {
        super(true);
    }

    /** Once this request is answered, its connection is closed. */
    static void stop(ServletRequest request) {
        request.setAttribute(STOPPED, true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        getNext().invoke(request, response);
        if (request.getAttribute(STOPPED) != null) {
            request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
        }
    }
}
