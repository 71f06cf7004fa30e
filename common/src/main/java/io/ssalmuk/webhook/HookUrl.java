package io.ssalmuk.webhook;

import java.util.Locale;

/**
 * An address that was read, so that nobody reads it again in another way.
 *
 * @param scheme {@code http} or {@code https}
 * @param host a name, or an address without brackets
 * @param path with the query, as it was written
 */
public record HookUrl(String scheme, String host, int port, String path) {

    /** Scheme, host and port: what a connection goes to. */
    public String origin() {
        var name = host.indexOf(':') < 0 ? host : "[" + host + "]";
        return scheme + "://" + name.toLowerCase(Locale.ROOT) + ":" + port;
    }
}
