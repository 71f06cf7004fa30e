package io.ssalmuk.api.body;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/** The memory that a request's body takes up, for those who are done with it. */
public final class HeldRoom {

    private static final String STAY = BodyRoom.Stay.class.getName();

    private HeldRoom() {}

    /** Remembers it with its request. */
    static void remember(HttpServletRequest request, BodyRoom.Stay stay) {
        request.setAttribute(STAY, stay);
    }

    /**
     * The body of the request that this thread answers is written down, and not needed any more.
     */
    public static void leave() {
        var request = RequestContextHolder.getRequestAttributes();
        if (request != null
                && request.getAttribute(STAY, RequestAttributes.SCOPE_REQUEST)
                        instanceof BodyRoom.Stay stay) {
            stay.close();
        }
    }
}
