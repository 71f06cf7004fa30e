package io.ssalmuk.simulator.project;

import io.ssalmuk.simulator.project.KeyCheck.Admitted;
import io.ssalmuk.simulator.project.KeyCheck.Denied;
import io.ssalmuk.simulator.refusal.Refusal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Every project and key there is, and what state each key is in. */
public final class Projects {
    private static final long FIRST_NUMBER = 100_000_000_001L;

    private final List<Project> all = new CopyOnWriteArrayList<>();
    private final Map<String, ApiKey> bySecret = new ConcurrentHashMap<>();
    private final Map<String, KeyState> states = new ConcurrentHashMap<>();
    private final Deaths deaths = new Deaths();

    /** Adds keys to the project, and the project itself if it is new. */
    public synchronized List<ApiKey> add(String id, Tier tier, List<String> secrets) {
        Project project = find(id).orElseGet(() -> create(id, tier));
        int number = keys(project.id()).size();
        var added = new ArrayList<ApiKey>();
        for (String secret : secrets) {
            number++;
            added.add(new ApiKey(project, id + "/key-" + number, secret));
        }
        added.forEach(this::register);
        return List.copyOf(added);
    }

    public List<Project> all() {
        return List.copyOf(all);
    }

    public List<ApiKey> keys() {
        return all.stream().flatMap(project -> keys(project.id()).stream()).toList();
    }

    public KeyState stateOf(ApiKey key) {
        return states.getOrDefault(key.secret(), KeyState.ACTIVE);
    }

    /** Sets the state of one key, by name or secret, or of all keys of a project, by its id. */
    public void setState(String keyOrProject, KeyState state) {
        List<ApiKey> meant = keys().stream().filter(key -> isMeant(key, keyOrProject)).toList();
        if (meant.isEmpty()) {
            throw new IllegalArgumentException("No key or project is called " + keyOrProject);
        }
        meant.forEach(key -> states.put(key.secret(), state));
    }

    public void reviveAll() {
        states.clear();
    }

    /** The rpc is the full method name, which some of the refusals repeat. */
    public KeyCheck check(@Nullable String secret, String rpc) {
        if (secret == null || secret.isBlank()) {
            return new Denied("unknown", "none", "KEY_MISSING", KeyRefusals.missing());
        }
        ApiKey key = bySecret.get(secret);
        if (key == null) {
            return new Denied("unknown", "unknown", "API_KEY_INVALID", KeyRefusals.invalid());
        }
        KeyState state = stateOf(key);
        Optional<Refusal> death = deaths.of(key, state, rpc);
        return death.<KeyCheck>map(refusal -> denied(key, state, refusal))
                .orElseGet(() -> new Admitted(key));
    }

    private static Denied denied(ApiKey key, KeyState state, Refusal refusal) {
        return new Denied(key.project().id(), key.name(), state.name(), refusal);
    }

    private static boolean isMeant(ApiKey key, String word) {
        return key.name().equals(word)
                || key.secret().equals(word)
                || key.project().id().equals(word);
    }

    private Optional<Project> find(String id) {
        return all.stream().filter(project -> project.id().equals(id)).findFirst();
    }

    private Project create(String id, Tier tier) {
        Project project = new Project(id, FIRST_NUMBER + all.size(), tier);
        all.add(project);
        return project;
    }

    private List<ApiKey> keys(String project) {
        return bySecret.values().stream()
                .filter(key -> key.project().id().equals(project))
                .sorted(Comparator.comparing(ApiKey::name))
                .toList();
    }

    private void register(ApiKey key) {
        if (bySecret.putIfAbsent(key.secret(), key) != null) {
            throw new IllegalArgumentException(
                    "The key of " + key.name() + " belongs to another key already");
        }
    }
}
