package io.ssalmuk.api.admin;

import io.ssalmuk.api.body.Field;
import io.ssalmuk.client.ClientTerms;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Keys to be made.
 *
 * @param terms of each client; its name gets a number behind it if there are several
 */
record KeyOrder(int count, ClientTerms terms) {

    /** More than anybody hands out by hand, few enough to make at once. */
    private static final int MOST = 1_000;

    static KeyOrder read(Field body, Instant now) {
        TermsReader.allowOnly(body, "count");
        var terms = TermsReader.read(body, ClientTerms.usual("client"), now);
        return new KeyOrder(count(body.at("count")), terms);
    }

    private static int count(Field count) {
        return count.absent() ? 1 : TermsReader.whole(count, 1, MOST).intValue();
    }

    List<ClientTerms> all() {
        return count == 1
                ? List.of(terms)
                : IntStream.rangeClosed(1, count)
                        .mapToObj(n -> terms.named(terms.name() + "-" + n))
                        .toList();
    }
}
