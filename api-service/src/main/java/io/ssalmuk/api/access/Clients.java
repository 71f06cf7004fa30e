package io.ssalmuk.api.access;

import io.ssalmuk.client.Client;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.security.core.context.SecurityContextHolder;

/** The client that was let in. */
public final class Clients {

    /** Where it is noted that somebody was asked for, and found. */
    static final String FOUND = Clients.class.getName() + ".found";

    private Clients() {}

    /** Who sent a request; empty if its path is open to everybody. */
    public static Optional<Client> of(HttpServletRequest request) {
        return request.getAttribute(FOUND) instanceof Caller caller
                ? caller.client()
                : Optional.empty();
    }

    /** Whose request this thread works on. */
    public static Optional<Client> current() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof Caller caller
                ? caller.client()
                : Optional.empty();
    }
}
