package io.ssalmuk.worker.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.job.JobError;
import io.ssalmuk.job.JobMethod;
import io.ssalmuk.worker.gemini.CallOutcome.KeyFault;
import io.ssalmuk.worker.gemini.CallOutcome.Refused;
import io.ssalmuk.worker.gemini.CallOutcome.Span;
import io.ssalmuk.worker.gemini.CallOutcome.Throttled;
import io.ssalmuk.worker.gemini.CallOutcome.Trouble;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorClassifierTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration A_DAY = Duration.ofDays(1);

    private static CallOutcome classify(int status, String body) {
        return Outcomes.untaught(ErrorClassifier.classify(new RawError(status, body)));
    }

    private static CallOutcome throttled(Span span, Duration pause, String reason) {
        return new Throttled(span, pause, reason);
    }

    @ParameterizedTest
    @CsvSource({"15s, 16", "0s, 1", "0.86s, 1", "59.999s, 60", "6776s, 6777"})
    void aMinutesLimitPausesForTheHintRoundedUp(String delay, long seconds) {
        assertThat(classify(429, GoogleBodies.minute(delay)))
                .isEqualTo(throttled(Span.PAUSE, Duration.ofSeconds(seconds), "minute"));
        assertThat(classify(429, GoogleBodies.tokens(delay)))
                .isEqualTo(throttled(Span.PAUSE, Duration.ofSeconds(seconds), "minute"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "", "-3s", "99999999999999999999s"})
    void anUnreadableHintCountsAsNone(String delay) {
        assertThat(classify(429, GoogleBodies.minute(delay)))
                .isEqualTo(throttled(Span.PAUSE, MINUTE, "minute"));
    }

    @Test
    void aMinutesLimitWithoutAHintIsOverAfterAWholeWindow() {
        assertThat(classify(429, GoogleBodies.minuteWithoutHint()))
                .isEqualTo(throttled(Span.PAUSE, MINUTE, "minute"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"4s", "37s"})
    void aDaysLimitLastsTheDayHoweverShortItsHint(String delay) {
        assertThat(classify(429, GoogleBodies.day(delay)))
                .asInstanceOf(Outcomes.THROTTLED)
                .matches(throttled -> throttled.span() == Span.DAY)
                .matches(throttled -> throttled.reason().equals("day"));
    }

    @Test
    void aDaysHintOfHoursIsKept() {
        assertThat(classify(429, GoogleBodies.day("66382s")))
                .isEqualTo(throttled(Span.DAY, Duration.ofSeconds(66_383), "day"));
    }

    @Test
    void ofSeveralViolationsTheDayDecides() {
        assertThat(classify(429, GoogleBodies.several("9s")))
                .isEqualTo(throttled(Span.DAY, Duration.ofSeconds(10), "day"));
    }

    @Test
    void aLimitOfZeroIsNotOfferedToThisProject() {
        assertThat(classify(429, GoogleBodies.limitZero()))
                .isEqualTo(throttled(Span.UNSUPPORTED, A_DAY, "limit-0"));
        assertThat(classify(429, GoogleBodies.noFreeTier()))
                .isEqualTo(throttled(Span.UNSUPPORTED, A_DAY, "limit-0"));
    }

    @Test
    void wantOfMoneyStopsTheWholeProjectForAnHour() {
        var anHour = Duration.ofHours(1);
        assertThat(classify(429, GoogleBodies.prepay()))
                .isEqualTo(throttled(Span.PROJECT, anHour, "prepay"));
        assertThat(classify(429, GoogleBodies.spendingCap()))
                .isEqualTo(throttled(Span.PROJECT, anHour, "spending-cap"));
    }

    static Stream<String> refusalsWithoutAQuota() {
        return Stream.of(
                GoogleBodies.bare(),
                GoogleBodies.helpOnly(),
                "[" + GoogleBodies.bare() + "]",
                "<html><body>Too many requests</body></html>",
                "");
    }

    @ParameterizedTest
    @MethodSource("refusalsWithoutAQuota")
    void a429ThatNamesNoQuotaPausesForAMinute(String body) {
        assertThat(classify(429, body))
                .isEqualTo(throttled(Span.GROWING, Duration.ZERO, "bare-429"));
    }

    @Test
    void anArrayAroundTheErrorChangesNothing() {
        assertThat(classify(429, "[" + GoogleBodies.minute("15s") + "]"))
                .isEqualTo(classify(429, GoogleBodies.minute("15s")));
    }

    static Stream<Arguments> faultsOfTheKey() {
        return Stream.of(
                Arguments.of(400, GoogleBodies.keyInvalid(GoogleBodies.INVALID_KEY)),
                Arguments.of(
                        400, GoogleBodies.keyInvalid("API key expired. Please renew the API key.")),
                Arguments.of(401, GoogleBodies.unauthenticated()),
                Arguments.of(401, "[" + GoogleBodies.unauthenticated() + "]"),
                Arguments.of(403, GoogleBodies.suspended("<redacted>")),
                Arguments.of(
                        403,
                        GoogleBodies.forbidden(
                                "Your API key was reported as leaked. Please use another API"
                                        + " key.")),
                Arguments.of(
                        403,
                        GoogleBodies.forbidden(
                                "Your project has been denied access. Please contact support.")),
                Arguments.of(
                        403,
                        GoogleBodies.forbidden(
                                "Generative Language API has not been used in project 7 before or"
                                        + " it is disabled.",
                                "SERVICE_DISABLED")),
                Arguments.of(
                        403,
                        GoogleBodies.forbidden(
                                "Requests to this API generativelanguage.googleapis.com method x"
                                        + " are blocked.",
                                "API_KEY_SERVICE_BLOCKED")),
                Arguments.of(403, GoogleBodies.forbidden("blocked", "API_KEY_IP_ADDRESS_BLOCKED")));
    }

    @ParameterizedTest
    @MethodSource("faultsOfTheKey")
    void aBadKeyIsTheKeysFaultUnderWhateverStatus(int status, String body) {
        assertThat(classify(status, body)).isInstanceOf(KeyFault.class);
    }

    static Stream<Arguments> faultsOfTheRequest() {
        return Stream.of(
                Arguments.of(
                        400, GoogleBodies.error(400, "INVALID_ARGUMENT", "Unknown name \\\"x\\\"")),
                Arguments.of(
                        400,
                        GoogleBodies.error(
                                400,
                                "FAILED_PRECONDITION",
                                "User location is not supported for the API use.")),
                Arguments.of(
                        403,
                        GoogleBodies.forbidden(
                                "You do not have permission to access the File abc or it may not"
                                        + " exist.")),
                Arguments.of(
                        403,
                        GoogleBodies.forbidden("CachedContent not found (or permission denied)")),
                Arguments.of(
                        404,
                        GoogleBodies.error(
                                404, "NOT_FOUND", "models/x is not found for API version v1beta")),
                Arguments.of(
                        404,
                        GoogleBodies.error(
                                404, "NOT_FOUND", "This model models/x is no longer available.")));
    }

    @ParameterizedTest
    @MethodSource("faultsOfTheRequest")
    void aBadRequestFailsWithGooglesOwnWords(int status, String body) {
        var google = GoogleError.parse(body);
        assertThat(classify(status, body))
                .isEqualTo(new Refused(new JobError(google.status(), status, google.message())));
    }

    @Test
    void aModelThatNewProjectsDoNotGetIsTriedOnOthers() {
        var body =
                GoogleBodies.error(
                        404,
                        "NOT_FOUND",
                        "This model models/x is no longer available to new users.");
        assertThat(classify(404, body))
                .isEqualTo(throttled(Span.UNSUPPORTED, A_DAY, "not-for-this-project"));
    }

    static Stream<Arguments> troubles() {
        return Stream.of(
                Arguments.of(503, "UNAVAILABLE", "The model is overloaded."),
                Arguments.of(500, "INTERNAL", "Internal error encountered."),
                Arguments.of(
                        504, "DEADLINE_EXCEEDED", "Deadline expired before operation completed."),
                Arguments.of(499, "CANCELLED", "The operation was cancelled."),
                Arguments.of(403, "PERMISSION_DENIED", "The caller does not have permission"));
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void whatMayPassOrIsNobodysFaultIsTriedAgain(int status, String name, String message) {
        assertThat(classify(status, GoogleBodies.error(status, name, message)))
                .isEqualTo(new Trouble(new JobError(name, status, message), true));
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 401, 403, 407, 500, 502, 503, 520})
    void aPageThatIsNotGooglesBlamesNeitherKeyNorRequest(int status) {
        for (var body : new String[] {"<html>Bad gateway</html>", "", "null", "{}", "\"no\""}) {
            assertThat(classify(status, body))
                    .isEqualTo(
                            new Trouble(
                                    new JobError(
                                            "HTTP_" + status,
                                            status,
                                            "Gemini answered HTTP "
                                                    + status
                                                    + " without an explanation"),
                                    true));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 413})
    void aPageThatRefusesTheRequestIsBelieved(int status) {
        assertThat(classify(status, "<html>Error</html>")).isInstanceOf(Refused.class);
    }

    /** Google echoes what a client sent; PostgreSQL's text takes every character but this one. */
    @Test
    void aMessageIsMadeFitToBeStored() {
        var body = GoogleBodies.error(400, "INVALID_ARGUMENT", "Unknown name \\\"a\\u0000b\\\"");
        assertThat(classify(400, body))
                .isEqualTo(
                        new Refused(
                                new JobError(
                                        "INVALID_ARGUMENT", 400, "Unknown name \"a\uFFFDb\"")));
    }

    /** They all count in one bucket: were it to rest for the day, so would all other models. */
    @Test
    void countingTokensNeverRestsForADayBecauseOfOneModel() {
        var unknown =
                GoogleBodies.error(404, "NOT_FOUND", "no longer available to new users. Please");
        assertThat(classifyCount(404, unknown))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.error().upstreamStatus()).isEqualTo(404));
        assertThat(classifyCount(429, GoogleBodies.limitZero()))
                .isEqualTo(new Throttled(Span.PAUSE, Duration.ofMinutes(1), "limit-0"));
        assertThat(classifyCount(429, GoogleBodies.day("120s")))
                .isEqualTo(new Throttled(Span.PAUSE, Duration.ofSeconds(121), "day"));
        assertThat(classifyCount(429, GoogleBodies.minute("15s")))
                .isEqualTo(classify(429, GoogleBodies.minute("15s")));
    }

    private static CallOutcome classifyCount(int status, String body) {
        return Outcomes.untaught(
                ErrorClassifier.classify(new RawError(status, body), JobMethod.COUNT_TOKENS));
    }
}
