package io.ssalmuk.webhook;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.http.client.InetAddressFilter;

/**
 * Where webhooks may go.
 *
 * @param allow private networks that may be called, on any port: CIDRs, separated by commas
 * @param refusedPorts from 1024 on that may not be called elsewhere
 */
@ConfigurationProperties("ssalmuk.webhook")
record HookProperties(
        @DefaultValue("") String allow, @DefaultValue(USUAL_SERVICES) String refusedPorts) {

    /** Databases, brokers and control planes, which take harm from a request or answer it. */
    static final String USUAL_SERVICES =
            "1433,1521,2049,2181,2375,2376,2379,2380,3306,3389,4369,5432,5671,5672,5900,5984,6379,6443,"
                    + "6667,8500,9042,9092,9200,9300,10250,10255,11211,15672,25672,27017";

    private static final Pattern CIDR = Pattern.compile("[0-9a-fA-F.:]+/\\d{1,3}");

    HookProperties {
        networks(allow);
        ports(refusedPorts);
    }

    Optional<InetAddressFilter> allowed() {
        return Optional.of(networks(allow))
                .filter(networks -> !networks.isEmpty())
                .map(networks -> InetAddressFilter.of(networks.toArray(String[]::new)));
    }

    List<Integer> refused() {
        return ports(refusedPorts);
    }

    private static List<String> networks(String allow) {
        return read(
                "SSALMUK_WEBHOOK_ALLOW",
                "networks such as 10.1.0.0/16",
                allow,
                network -> {
                    if (!CIDR.matcher(network).matches()) {
                        throw new IllegalArgumentException(network);
                    }
                    var _ = InetAddressFilter.of(network);
                    return network;
                });
    }

    private static List<Integer> ports(String ports) {
        return read("SSALMUK_WEBHOOK_REFUSED_PORTS", "port numbers", ports, Integer::valueOf);
    }

    private static <T> List<T> read(
            String setting, String what, String value, Function<String, T> reading) {
        try {
            return Arrays.stream(value.split(",", -1))
                    .map(String::strip)
                    .filter(each -> !each.isEmpty())
                    .map(reading)
                    .toList();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    setting + " must be " + what + ", separated by commas, and not '" + value + "'",
                    e);
        }
    }
}
