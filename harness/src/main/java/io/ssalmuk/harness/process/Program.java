package io.ssalmuk.harness.process;

/** What can be started. */
public enum Program {
    API("api-service", "io.ssalmuk.api.ApiApplication"),
    WORKER("worker-service", "io.ssalmuk.worker.WorkerApplication"),
    SIMULATOR("gemini-simulator", "io.ssalmuk.simulator.SimulatorMain");

    private final String module;
    private final String mainClass;

    Program(String module, String mainClass) {
        this.module = module;
        this.mainClass = mainClass;
    }

    String mainClass() {
        return mainClass;
    }

    /** The system property in which the launcher names the jar that it has built. */
    String property() {
        return "ssalmuk.harness." + module;
    }
}
