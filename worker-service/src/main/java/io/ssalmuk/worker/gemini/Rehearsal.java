package io.ssalmuk.worker.gemini;

import io.ssalmuk.job.Body;
import io.ssalmuk.job.Claim;
import io.ssalmuk.job.JobId;
import io.ssalmuk.job.JobMethod;
import io.ssalmuk.job.Lane;
import io.ssalmuk.job.Line;
import io.ssalmuk.job.Ticket;
import io.ssalmuk.secret.GeminiKey;
import okhttp3.MediaType;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;

/**
 * Calls that never leave, made once at start: loading the SDK's classes takes longer than a permit
 * lasts, so the first real calls would come too late.
 */
final class Rehearsal {

    private static final int CALLS = 20;

    /** A call with this key is answered within the process. */
    static final GeminiKey KEY = new GeminiKey("rehearsal");

    private static final Body HELLO =
            Body.of("{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"hello\"}]}]}");

    private Rehearsal() {}

    static void start(Upstream upstream) {
        Thread.ofVirtual().name("rehearsal").start(() -> rehearse(upstream));
    }

    private static void rehearse(Upstream upstream) {
        var ticket = new Ticket(JobId.next(), new Line("rehearsal", Lane.BULK), 1);
        for (int n = 0; n < CALLS; n++) {
            for (var method : JobMethod.values()) {
                var claim = new Claim(ticket.job(), 1, 0, 1, method, "rehearsal", ticket, HELLO);
                upstream.call(claim, KEY, () -> false);
                upstream.stream(claim, KEY, () -> false, _ -> true);
            }
        }
    }

    static Response answer(Request request) {
        return new Response.Builder()
                .request(request)
                .protocol(Protocol.HTTP_1_1)
                .code(200)
                .message("OK")
                .body(ResponseBody.create("{}", MediaType.get("application/json")))
                .build();
    }
}
