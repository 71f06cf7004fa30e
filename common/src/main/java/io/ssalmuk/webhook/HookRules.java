package io.ssalmuk.webhook;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.boot.http.client.InetAddressFilter;

/**
 * Where webhooks may go: to the outside, by HTTP, on a port that is no service's. What an address
 * says is checked when it is registered, and what it leads to whenever a connection is made.
 */
public final class HookRules {

    private static final int LONGEST = 2_048;

    /** Below it, ports belong to services; the Web's are the exception. */
    private static final int FIRST_OPEN_PORT = 1_024;

    private static final Set<Integer> WEB_PORTS = Set.of(80, 443);

    private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
    private static final Pattern NAME =
            Pattern.compile("(" + LABEL + "\\.)*" + LABEL, Pattern.CASE_INSENSITIVE);
    private static final Pattern DOTTED =
            Pattern.compile("(0|[1-9]\\d{0,2})(\\.(0|[1-9]\\d{0,2})){3}");
    private static final Pattern LIKE_A_NUMBER =
            Pattern.compile("(.*\\.)?(0x[0-9a-f]*|\\d+)", Pattern.CASE_INSENSITIVE);

    /**
     * Beyond what Boot takes for special: other ways of writing an address, and later
     * registrations.
     */
    private static final InetAddressFilter OUTSIDE =
            InetAddressFilter.externalAddresses()
                    .andNot(InetAddressFilter.specialPurpose(), InetAddressFilter.multicast())
                    .andNot(
                            "0.0.0.0/8",
                            "100.64.0.0/10",
                            "192.0.0.0/24",
                            "198.18.0.0/15",
                            "224.0.0.0/3",
                            "::/96",
                            "64:ff9b::/96",
                            "64:ff9b:1::/48",
                            "100::/64",
                            "2001::/23",
                            "2001:db8::/32",
                            "2002::/16",
                            "3fff::/20",
                            "5f00::/16",
                            "fc00::/7",
                            "fe80::/9",
                            "ff00::/8");

    private final Optional<InetAddressFilter> allowed;
    private final Set<Integer> refusedPorts;

    /**
     * Rules with exceptions.
     *
     * @param allowed networks that may be called though they are not outside, on any port
     */
    public HookRules(Optional<InetAddressFilter> allowed, Collection<Integer> refusedPorts) {
        this.allowed = allowed;
        this.refusedPorts = Set.copyOf(refusedPorts);
    }

    /** How reading an address can end. */
    public sealed interface Reading {
        record Good(HookUrl url) implements Reading {}

        /**
         * It must not be used.
         *
         * @param why completes a sentence that begins with what is wrong
         */
        record Bad(String why) implements Reading {}
    }

    /** Reads an address, and checks all of it that can be told without asking anybody. */
    public Reading read(String text) {
        if (text.length() > LONGEST) {
            return new Reading.Bad("must have at most " + LONGEST + " characters");
        }
        try {
            return read(new URI(text));
        } catch (URISyntaxException _) {
            return new Reading.Bad("must be a URL; write other characters than ASCII as %XX");
        }
    }

    private Reading read(URI uri) {
        var scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            return new Reading.Bad("must begin with https:// or http://");
        }
        var fault = fault(uri);
        if (fault.isPresent()) {
            return new Reading.Bad(fault.get());
        }
        int standard = scheme.equals("http") ? 80 : 443;
        var path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        var url =
                new HookUrl(
                        scheme,
                        host(uri.getHost()),
                        uri.getPort() < 0 ? standard : uri.getPort(),
                        uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery());
        return check(url);
    }

    /** What is wrong with how it is written. */
    private static Optional<String> fault(URI uri) {
        var authority = String.valueOf(uri.getRawAuthority());
        if (authority.indexOf('@') >= 0) {
            return Optional.of("must not hold a user or a password");
        }
        if (uri.getHost() == null || authority.indexOf('%') >= 0) {
            return Optional.of(
                    "must name a host, in letters, digits and hyphens (an international name in its"
                            + " xn-- form), or an address in its usual form");
        }
        if (authority.endsWith(":") || uri.getPort() == 0 || uri.getPort() > 65_535) {
            return Optional.of("must have a port from 1 to 65535, or none");
        }
        return uri.getRawFragment() == null
                ? Optional.empty()
                : Optional.of("must not have a part behind #, which is never sent");
    }

    private static String host(String host) {
        var bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return bare.endsWith(".") ? bare.substring(0, bare.length() - 1) : bare;
    }

    private Reading check(HookUrl url) {
        var literal = literal(url.host());
        if (literal.isPresent()) {
            return objection(literal.get(), url.port())
                    .<Reading>map(Reading.Bad::new)
                    .orElseGet(() -> new Reading.Good(url));
        }
        if (!NAME.matcher(url.host()).matches() || LIKE_A_NUMBER.matcher(url.host()).matches()) {
            return new Reading.Bad("names a host in a form that could be read in several ways");
        }
        // Whether it leads to a network that is allowed on any port is not known yet.
        return allowed.isPresent() || !(portRefused(url.port()) || isHere(url.host()))
                ? new Reading.Good(url)
                : new Reading.Bad(isHere(url.host()) ? "leads to this machine" : port(url.port()));
    }

    private static boolean isHere(String host) {
        var name = host.toLowerCase(Locale.ROOT);
        return name.equals("localhost") || name.endsWith(".localhost");
    }

    /** An address that is written as one: Java makes IPv4 of an IPv4-mapped one. */
    private static Optional<InetAddress> literal(String host) {
        try {
            return host.indexOf(':') >= 0 || DOTTED.matcher(host).matches()
                    ? Optional.of(InetAddress.ofLiteral(host))
                    : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** Why this must not be connected to; empty when it may. */
    public Optional<String> objection(InetAddress address, int port) {
        if (allowed.filter(networks -> networks.matches(address)).isPresent()) {
            return Optional.empty();
        }
        if (!OUTSIDE.matches(address)) {
            // Without the address: what names mean inside is nobody's business outside.
            return Optional.of("leads to an address that is not on the public Internet");
        }
        return portRefused(port) ? Optional.of(port(port)) : Optional.empty();
    }

    private boolean portRefused(int port) {
        return (port < FIRST_OPEN_PORT && !WEB_PORTS.contains(port)) || refusedPorts.contains(port);
    }

    private static String port(int port) {
        return "has port "
                + port
                + ", but webhooks go to 80, 443 or one from 1024 on that is no"
                + " well-known service's";
    }
}
