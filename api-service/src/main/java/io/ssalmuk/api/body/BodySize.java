package io.ssalmuk.api.body;

import jakarta.servlet.http.HttpServletRequest;

/** What is known of a body before it is read. */
final class BodySize {

    /** Files have a limit of their own, and are never in memory. */
    private static final String UPLOAD = "/api/files/upload";

    private BodySize() {}

    /** Compared as it was sent: whatever else leads there is not let through. */
    static boolean isUpload(HttpServletRequest request) {
        return request.getRequestURI().equals(UPLOAD);
    }

    /** Whether it may take much memory. */
    static boolean isLarge(HttpServletRequest request) {
        long length = request.getContentLengthLong();
        return !isUpload(request) && (length < 0 || length > BodyRoom.SMALL);
    }
}
