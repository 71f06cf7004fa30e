package io.ssalmuk.harness.quota;

import io.ssalmuk.harness.process.ServiceProcess;
import io.ssalmuk.harness.topology.Topology;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Memory that processes have of the machine.
 *
 * @param megabytes of each by its name, resident; of the broker what it says that it uses
 */
record Footprint(Map<String, Long> megabytes) {

    private static final long MEGABYTE = 1L << 20;

    private static final long KILOBYTES = 1L << 10;

    static Footprint of(Topology topology) throws IOException {
        var all = new LinkedHashMap<String, Long>();
        int number = 0;
        for (var api : topology.apis()) {
            all.put("api-" + number++, resident(api));
        }
        number = 0;
        for (var worker : topology.workers()) {
            all.put("worker-" + number++, resident(worker));
        }
        all.put("broker", topology.brokerMemory() / MEGABYTE);
        return new Footprint(all);
    }

    private static long resident(ServiceProcess process) throws IOException {
        var pid = String.valueOf(process.pid().orElseThrow());
        var ps = new ProcessBuilder("ps", "-o", "rss=", "-p", pid).start();
        try (var output = ps.getInputStream()) {
            var text = new String(output.readAllBytes(), StandardCharsets.US_ASCII);
            return Long.parseLong(text.strip()) / KILOBYTES;
        }
    }

    /** No process has more than so many times what it had then. */
    boolean within(double times, Footprint before) {
        return megabytes.entrySet().stream()
                .allMatch(
                        e -> e.getValue() <= times * before.megabytes.getOrDefault(e.getKey(), 0L));
    }

    @Override
    public String toString() {
        return megabytes.entrySet().stream()
                .map(e -> e.getKey() + " " + e.getValue())
                .collect(Collectors.joining(", ", "", " MB"));
    }
}
