package io.ssalmuk.simulator.project;

/** A key, known by its name wherever something is reported; the secret is what a caller sends. */
public record ApiKey(Project project, String name, String secret) {
    @Override
    public String toString() {
        return name;
    }
}
