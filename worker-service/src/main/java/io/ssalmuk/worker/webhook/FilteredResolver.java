package io.ssalmuk.worker.webhook;

import io.ssalmuk.webhook.HookRules;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Looks hosts up, and lets through what webhooks may go to. The connection is made to the very
 * addresses that were looked at, so that a name cannot mean another one by then.
 */
final class FilteredResolver implements DnsResolver, AutoCloseable {

    /** A name server that does not answer must not use up an attempt's whole time. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final HookRules rules;
    private final DnsResolver names;

    /** A lookup holds its thread in native code, where a virtual one would hold a processor. */
    private final ExecutorService lookups =
            Executors.newCachedThreadPool(
                    Thread.ofPlatform().daemon().name("webhook-dns-", 0).factory());

    FilteredResolver(HookRules rules, DnsResolver names) {
        this.rules = rules;
        this.names = names;
    }

    /** That a host leads only where webhooks may not go. */
    static final class ForbiddenException extends UnknownHostException {
        ForbiddenException(String why) {
            super(why);
        }
    }

    @Override
    public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
        var open = new ArrayList<InetSocketAddress>();
        var why = "";
        for (var address : lookUp(host)) {
            var objection = rules.objection(address, port);
            if (objection.isEmpty()) {
                open.add(new InetSocketAddress(address, port));
            } else {
                why = objection.get();
            }
        }
        if (open.isEmpty()) {
            throw new ForbiddenException(why);
        }
        return open;
    }

    private List<InetAddress> lookUp(String host) throws UnknownHostException {
        var lookup = lookups.submit(() -> names.resolve(host));
        try {
            return Arrays.asList(lookup.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException | TimeoutException _) {
            lookup.cancel(true);
            throw new UnknownHostException(host);
        } catch (InterruptedException _) {
            lookup.cancel(true);
            Thread.currentThread().interrupt();
            throw new UnknownHostException(host);
        }
    }

    /** Without a port it cannot be told what is allowed. */
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        throw new UnknownHostException(host);
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    @Override
    public void close() {
        lookups.shutdownNow();
    }
}
