package io.ssalmuk.api.stream;

import io.ssalmuk.api.submit.Submission;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers that are written while they are made. */
public interface Streams {

    /**
     * Hands the job in, and writes its stream until it ends or the client goes. What goes wrong
     * before the job is accepted is thrown, and nothing is written then.
     */
    void answer(Submission order, HttpServletRequest request, HttpServletResponse response)
            throws IOException;
}
