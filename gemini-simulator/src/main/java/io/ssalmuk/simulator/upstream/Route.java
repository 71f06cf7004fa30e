package io.ssalmuk.simulator.upstream;

import io.ssalmuk.simulator.exchange.Incoming;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a path and method ask for. */
sealed interface Route {
    record ToModel(String version, String model, Verb verb) implements Route {}

    record ListModels() implements Route {}

    record GetModel(String version, String model) implements Route {}

    record Upload() implements Route {}

    record ListFiles() implements Route {}

    record GetFile(String id) implements Route {}

    record DeleteFile(String id) implements Route {}

    record Unknown() implements Route {}

    Pattern PATH =
            Pattern.compile("/(upload/)?(v1|v1beta)/(models|files)(?:/([^/:]+))?(?::(\\w+))?");

    static Route of(Incoming incoming) {
        Matcher path = PATH.matcher(incoming.path());
        if (!path.matches()) {
            return new Unknown();
        }
        if (path.group(1) != null) {
            boolean upload = path.group(3).equals("files") && !incoming.is("GET");
            return upload ? new Upload() : new Unknown();
        }
        Optional<String> name = Optional.ofNullable(path.group(4));
        Optional<String> verb = Optional.ofNullable(path.group(5));
        return path.group(3).equals("models")
                ? models(incoming, path.group(2), name, verb)
                : files(incoming, name, verb);
    }

    private static Route models(
            Incoming incoming, String version, Optional<String> name, Optional<String> verb) {
        if (name.isPresent() && verb.isPresent() && incoming.is("POST")) {
            return verb.flatMap(Verb::of)
                    .<Route>map(known -> new ToModel(version, name.get(), known))
                    .orElseGet(Unknown::new);
        }
        if (verb.isPresent() || !incoming.is("GET")) {
            return new Unknown();
        }
        return name.<Route>map(model -> new GetModel(version, model)).orElseGet(ListModels::new);
    }

    private static Route files(Incoming incoming, Optional<String> name, Optional<String> verb) {
        if (verb.isPresent()) {
            return new Unknown();
        }
        return switch (incoming.method()) {
            case "GET" -> name.<Route>map(GetFile::new).orElseGet(ListFiles::new);
            case "DELETE" -> name.<Route>map(DeleteFile::new).orElseGet(Unknown::new);
            default -> new Unknown();
        };
    }
}
