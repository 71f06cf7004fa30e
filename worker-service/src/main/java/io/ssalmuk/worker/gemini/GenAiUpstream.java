package io.ssalmuk.worker.gemini;

import com.google.genai.Client;
import com.google.genai.errors.ApiException;
import com.google.genai.errors.GenAiIOException;
import com.google.genai.types.ClientOptions;
import com.google.genai.types.Content;
import com.google.genai.types.CountTokensConfig;
import com.google.genai.types.EmbedContentConfig;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.HttpRetryOptions;
import io.ssalmuk.job.Body;
import io.ssalmuk.job.Claim;
import io.ssalmuk.job.JobError;
import io.ssalmuk.secret.GeminiKey;
import io.ssalmuk.worker.gemini.CallOutcome.Answered;
import io.ssalmuk.worker.gemini.CallOutcome.Interrupted;
import io.ssalmuk.worker.gemini.CallOutcome.KeyFault;
import io.ssalmuk.worker.gemini.CallOutcome.Late;
import io.ssalmuk.worker.gemini.CallOutcome.Refused;
import io.ssalmuk.worker.gemini.CallOutcome.Trouble;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.stereotype.Component;

/**
 * Gemini through the SDK, with the raw request body in and the raw response body out, so that
 * fields which the SDK does not know survive both ways.
 */
@Component
final class GenAiUpstream implements Upstream, InitializingBean {

    /** The SDK insists on a key and on contents; the interceptor replaces both. */
    private static final String PLACEHOLDER = "replaced";

    private static final List<Content> NO_CONTENTS = List.of();

    private static final GenerateContentConfig RAW_ANSWER =
            GenerateContentConfig.builder().shouldReturnHttpResponse(true).build();

    private static final EmbedContentConfig PLAIN_EMBEDDING = EmbedContentConfig.builder().build();

    private static final CountTokensConfig PLAIN_COUNT = CountTokensConfig.builder().build();

    private final Client client;
    private final StreamedCalls streams;

    GenAiUpstream(GeminiProperties properties) {
        var http = SharedHttpClient.of(properties);
        this.streams = new StreamedCalls(http, properties.baseUrl());
        this.client =
                Client.builder()
                        .apiKey(PLACEHOLDER)
                        .vertexAI(false)
                        .httpOptions(
                                HttpOptions.builder()
                                        .baseUrl(properties.baseUrl())
                                        .retryOptions(noRetries())
                                        .build())
                        .clientOptions(ClientOptions.builder().customHttpClient(http).build())
                        .build();
    }

    @Override
    public void afterPropertiesSet() {
        Rehearsal.start(this);
    }

    /** One attempt alone would still sleep after a failure; no status to retry ends that. */
    private static HttpRetryOptions noRetries() {
        return HttpRetryOptions.builder().attempts(1).httpStatusCodes(List.of()).build();
    }

    @Override
    public CallOutcome call(Claim claim, GeminiKey key, Departure departure) {
        var fault = fault(claim, key);
        if (fault.isPresent()) {
            return fault.get();
        }
        var scope = CallScope.of(key, claim, departure);
        try {
            return answered(answer(claim, scope));
        } catch (ApiException | GenAiIOException e) {
            var error = scope.error().get();
            return error == null ? lost(e) : ErrorClassifier.classify(error, claim.method());
        }
    }

    @Override
    public CallOutcome stream(Claim claim, GeminiKey key, Departure departure, Chunks chunks) {
        var fault = fault(claim, key);
        if (fault.isPresent()) {
            return fault.get();
        }
        var scope = CallScope.of(key, claim, departure);
        return ScopedValue.where(CallScope.CURRENT, scope)
                .call(() -> streams.call(claim, scope, chunks));
    }

    /** What can be told without a call. */
    private static Optional<CallOutcome> fault(Claim claim, GeminiKey key) {
        if (!CallInterceptor.takes(key)) {
            return Optional.of(new KeyFault("it has characters that no Gemini key has"));
        }
        return WholeObject.is(claim.request())
                ? Optional.empty()
                : Optional.of(
                        new Refused(
                                new JobError(
                                        "INVALID_ARGUMENT",
                                        null,
                                        "The request is not a JSON object")));
    }

    private Body answer(Claim claim, CallScope scope) {
        return switch (claim.method()) {
            // A stream that is called so is one that nobody reads.
            case GENERATE_CONTENT, STREAM_GENERATE_CONTENT ->
                    ScopedValue.where(CallScope.CURRENT, scope).call(() -> generate(claim.model()));
            case BATCH_EMBED_CONTENTS -> kept(scope, () -> embed(claim.model()));
            case COUNT_TOKENS -> kept(scope, () -> count(claim.model()));
        };
    }

    private Body generate(String model) {
        var response = client.models.generateContent(model, NO_CONTENTS, RAW_ANSWER);
        return Body.of(response.sdkHttpResponse().flatMap(http -> http.body()).orElse(""));
    }

    private void embed(String model) {
        client.models.embedContent(model, List.of(PLACEHOLDER), PLAIN_EMBEDDING);
    }

    private void count(String model) {
        client.models.countTokens(model, NO_CONTENTS, PLAIN_COUNT);
    }

    /** The SDK has no way to hand these methods' answers out as they came. */
    private static Body kept(CallScope scope, Runnable call) {
        var keeping = scope.keepingAnswer();
        ScopedValue.where(CallScope.CURRENT, keeping).run(call);
        return keeping.answer().map(AtomicReference::get).orElseThrow();
    }

    private static CallOutcome answered(Body answer) {
        return WholeObject.is(answer)
                ? new Answered(answer)
                : new Trouble(
                        new JobError("BAD_ANSWER", 200, "Gemini's answer was cut off or not JSON"),
                        true);
    }

    static CallOutcome lost(Exception e) {
        if (causedBy(e, DepartureGuard.LateException.class)) {
            return new Late();
        }
        if (Thread.currentThread().isInterrupted() || causedBy(e, InterruptedException.class)) {
            return new Interrupted();
        }
        boolean sent =
                !causedBy(e, ConnectException.class)
                        && !causedBy(e, UnknownHostException.class)
                        && !causedBy(e, NoRouteToHostException.class);
        var code =
                causedBy(e, InterruptedIOException.class)
                        ? "UPSTREAM_TIMEOUT"
                        : "UPSTREAM_UNREACHABLE";
        return new Trouble(
                new JobError(code, null, "No answer from Gemini: " + rootMessage(e)), sent);
    }

    private static boolean causedBy(Throwable thrown, Class<? extends Throwable> type) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (type.isInstance(t)) {
                return true;
            }
        }
        return false;
    }

    private static String rootMessage(Throwable thrown) {
        var root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getClass().getSimpleName() + ": " + root.getMessage();
    }
}
