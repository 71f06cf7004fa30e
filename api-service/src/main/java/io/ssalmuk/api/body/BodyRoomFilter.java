package io.ssalmuk.api.body;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Has large bodies take room before they are read, until their request is answered or left. */
@Component
final class BodyRoomFilter extends OncePerRequestFilter {

    private final BodyRoom room;
    private final long limit;

    BodyRoomFilter(BodyRoom room, BodyProperties properties) {
        this.room = room;
        this.limit = properties.limit().toBytes();
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !BodySize.isLarge(request);
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try (var stay = room.stay(request)) {
            chain.doFilter(new Roomy(request, stay), response);
        }
    }

    private final class Roomy extends HttpServletRequestWrapper {

        private final BodyRoom.Stay stay;

        Roomy(HttpServletRequest request, BodyRoom.Stay stay) {
            super(request);
            this.stay = stay;
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            var body = super.getInputStream();
            return new CheckedStream(body, roomy(body));
        }

        /** Of unknown length most are small: they take room when they turn out not to be. */
        private RoomStream roomy(ServletInputStream body) {
            long length = getContentLengthLong();
            return length < 0
                    ? new RoomStream(body, stay, BodyRoom.SMALL, limit)
                    : new RoomStream(body, stay, 0, length);
        }
    }
}
