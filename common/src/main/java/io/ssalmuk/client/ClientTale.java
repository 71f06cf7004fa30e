package io.ssalmuk.client;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A client and what becomes of it, in the words of the audit trail. */
final class ClientTale {

    private static final String NONE = "none";

    private ClientTale() {}

    /** By its id too: names may be given twice, and change. */
    static String subject(Client client) {
        return client.terms().name() + " (" + client.id() + ")";
    }

    static String of(Client made) {
        return text(facts(made));
    }

    /** What is different. */
    static String of(Client before, Client after) {
        var changed = facts(after);
        changed.entrySet().removeAll(facts(before).entrySet());
        return changed.isEmpty() ? "nothing" : text(changed);
    }

    private static String text(Map<String, String> facts) {
        return facts.entrySet().stream()
                .map(fact -> fact.getKey() + " " + fact.getValue())
                .collect(Collectors.joining(", "));
    }

    private static Map<String, String> facts(Client client) {
        var terms = client.terms();
        var limits = terms.limits();
        var facts = new LinkedHashMap<String, String>();
        facts.put("name", terms.name());
        facts.put("owner", terms.owner().isEmpty() ? NONE : terms.owner());
        facts.put("active", Boolean.toString(client.active()));
        facts.put("scopes", Scope.join(terms.scopes()));
        facts.put("weight", Integer.toString(terms.weight()));
        facts.put("expires_at", orNone(terms.expiresAt()));
        facts.put("requests_per_minute", orNone(limits.requestsPerMinute()));
        facts.put("concurrent_jobs", orNone(limits.concurrentJobs()));
        facts.put("jobs_per_day", orNone(limits.jobsPerDay()));
        facts.put("tokens_per_day", orNone(limits.tokensPerDay()));
        return facts;
    }

    private static String orNone(@Nullable Object value) {
        return Objects.toString(value, NONE);
    }
}
