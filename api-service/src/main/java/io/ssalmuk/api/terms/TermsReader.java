package io.ssalmuk.api.terms;

import io.ssalmuk.api.body.Field;
import io.ssalmuk.api.submit.Terms;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;

/** Reads the terms of a request. */
public interface TermsReader {

    /** The members of a request that are terms of its job. */
    List<String> MEMBERS = List.of("max_attempts", "deadline", "ttl_seconds");

    /**
     * Reads the terms, and refuses those that make no sense.
     *
     * @param root the body of the request, which is what its key is held against
     */
    Terms read(Field root, HttpServletRequest request);
}
