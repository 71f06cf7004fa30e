package io.ssalmuk.api.terms;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ssalmuk.api.body.Field;
import io.ssalmuk.api.body.JsonBody;
import io.ssalmuk.api.problem.Refused;
import io.ssalmuk.file.ContentHash;
import io.ssalmuk.job.IdempotencyKey;
import jakarta.servlet.http.HttpServletRequest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.Optional;
import java.util.regex.Pattern;

/** The header by which a client says that it sends a request again. */
final class KeyHeader {

    static final String NAME = "Idempotency-Key";

    /** As long as Stripe's, which clients' libraries are made for. */
    private static final int LONGEST = 255;

    private static final Pattern PRINTABLE = Pattern.compile("[\\x20-\\x7e]+");

    private KeyHeader() {}

    /** Empty when none was sent. What is asked for is hashed only when one was. */
    static Optional<IdempotencyKey> read(Field root, HttpServletRequest request) {
        var values = Collections.list(request.getHeaders(NAME));
        if (values.isEmpty()) {
            return Optional.empty();
        }
        if (values.size() > 1) {
            throw refuse("was sent %d times; send it once".formatted(values.size()));
        }
        return Optional.of(new IdempotencyKey(text(values.getFirst()), hash(root, request)));
    }

    private static String text(String value) {
        var text = unquoted(value.strip());
        if (text.isBlank()) {
            throw refuse("is empty; send one that is yours alone, such as a UUID");
        }
        if (text.length() > LONGEST) {
            throw refuse("must not be longer than %d characters".formatted(LONGEST));
        }
        if (!PRINTABLE.matcher(text).matches()) {
            throw refuse("must be of printable ASCII characters");
        }
        return text;
    }

    /** The draft standard writes a quoted string, and most clients write none. */
    private static String unquoted(String text) {
        return text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"")
                ? text.substring(1, text.length() - 1)
                : text;
    }

    /** Of what was asked and where, in whichever order and layout its members came. */
    private static ContentHash hash(Field root, HttpServletRequest request) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            var asked = request.getMethod() + " " + request.getRequestURI() + "\n";
            digest.update(asked.getBytes(UTF_8));
            digest.update(JsonBody.writeSorted(root.value()));
            return ContentHash.of(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // Every Java has it.
        }
    }

    private static Refused refuse(String why) {
        return Refused.field(NAME, NAME + " " + why + ".");
    }
}
