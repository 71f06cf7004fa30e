package io.ssalmuk.api.problem;

import io.ssalmuk.api.exchange.Exchange;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers what Tomcat itself refuses, such as a URL that cannot be one, as problem documents too;
 * its own report is HTML.
 */
final class ProblemValve extends ErrorReportValve {

    private static final Logger log = LoggerFactory.getLogger(ProblemValve.class);

    private final JsonMapper json;

    ProblemValve(JsonMapper json) {
        this.json = json;
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        int status = response.getStatus();
        introduce(request, response);
        if (status >= 400 && response.getContentWritten() == 0 && response.setErrorReported()) {
            try {
                write(response, HttpStatus.valueOf(status));
            } catch (IOException e) {
                log.debug("the client went away before its problem: {}", e.getMessage());
            }
        }
    }

    /** What Tomcat refuses has passed no filter. */
    private static void introduce(Request request, Response response) {
        if (!response.isCommitted() && response.getHeader(Exchange.REQUEST_ID) == null) {
            long begun = request.getCoyoteRequest().getStartTimeNanos();
            response.setHeader(Exchange.REQUEST_ID, Exchange.newId());
            response.setHeader(Exchange.PROCESS_TIME, Exchange.secondsSince(begun));
        }
    }

    private void write(Response response, HttpStatus status) throws IOException {
        var problem =
                ProblemDetail.forStatusAndDetail(
                        status,
                        status.is5xxServerError()
                                ? "Something went wrong in here, not in your request."
                                : "This is not a request that a server can read: check its URL and"
                                        + " headers.");
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(json.writeValueAsBytes(problem));
        response.finishResponse();
    }
}
