package io.ssalmuk.simulator;

import io.ssalmuk.simulator.answer.AnswerStyle;
import io.ssalmuk.simulator.answer.AnswerWriter;
import io.ssalmuk.simulator.catalogue.Catalogue;
import io.ssalmuk.simulator.control.ControlApi;
import io.ssalmuk.simulator.control.Controls;
import io.ssalmuk.simulator.exchange.Endpoint;
import io.ssalmuk.simulator.exchange.HttpFront;
import io.ssalmuk.simulator.fault.FaultPlan;
import io.ssalmuk.simulator.files.FileShelf;
import io.ssalmuk.simulator.journal.BodyLog;
import io.ssalmuk.simulator.journal.CallLog;
import io.ssalmuk.simulator.project.ApiKey;
import io.ssalmuk.simulator.project.Projects;
import io.ssalmuk.simulator.project.Tier;
import io.ssalmuk.simulator.quota.QuotaBook;
import io.ssalmuk.simulator.quota.QuotaRules;
import io.ssalmuk.simulator.upstream.GeminiApi;
import io.ssalmuk.simulator.upstream.Pace;
import io.ssalmuk.simulator.upstream.Surroundings;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** A running simulator of the Gemini API. */
public final class GeminiSimulator implements AutoCloseable {
    private final HttpFront front;
    private final String host;
    private final Controls controls;

    private GeminiSimulator(HttpFront front, String host, Controls controls) {
        this.front = front;
        this.host = host;
        this.controls = controls;
    }

    public static SimulatorBuilder builder() {
        return new SimulatorBuilder();
    }

    /** What a client is given instead of https://generativelanguage.googleapis.com. */
    public String baseUrl() {
        String name = host.equals("0.0.0.0") ? "127.0.0.1" : host;
        return "http://" + name + ":" + port();
    }

    public int port() {
        return front.port();
    }

    public Controls controls() {
        return controls;
    }

    public List<ApiKey> keys() {
        return controls.keys();
    }

    @Override
    public void close() {
        front.close();
    }

    static GeminiSimulator start(Frame frame, List<Consumer<Controls>> steps) {
        Surroundings surroundings = surroundings(frame);
        var controls = new Controls(surroundings);
        steps.forEach(step -> step.accept(controls));
        if (controls.keys().isEmpty()) {
            NumberedProjects.add(controls, 1, 1, Tier.FREE);
        }
        Endpoint endpoint = endpoint(new GeminiApi(surroundings), new ControlApi(controls));
        HttpFront front = HttpFront.start(frame.host(), frame.port(), endpoint);
        return new GeminiSimulator(front, frame.host(), controls);
    }

    private static Endpoint endpoint(Endpoint api, Endpoint control) {
        return incoming ->
                incoming.path().startsWith("/_sim")
                        ? control.answer(incoming)
                        : api.answer(incoming);
    }

    private static Surroundings surroundings(Frame frame) {
        var random = new Random(frame.seed());
        var catalogue = new Catalogue();
        return new Surroundings(
                frame.clock(),
                frame.pauser(),
                random,
                new Projects(),
                new QuotaBook(frame.clock(), QuotaRules.USUAL, catalogue::usualLimits),
                catalogue,
                new FaultPlan(random),
                new FileShelf(frame.clock(), Duration.ZERO),
                new AnswerWriter(AnswerStyle.USUAL),
                new CallLog(frame.calls()),
                new BodyLog(frame.bodies()),
                new AtomicReference<>(Pace.AT_ONCE));
    }
}
