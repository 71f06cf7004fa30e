package io.ssalmuk.api.models;

import io.ssalmuk.api.body.Field;
import io.ssalmuk.api.problem.CloseNames;
import io.ssalmuk.api.problem.Refused;
import io.ssalmuk.api.submit.Models;
import io.ssalmuk.api.submit.OfferedModel;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = "/api/models", produces = MediaType.APPLICATION_JSON_VALUE)
final class ModelController {

    private final Models models;
    private final Rooms rooms;

    ModelController(Models models, Rooms rooms) {
        this.models = models;
        this.rooms = rooms;
    }

    @GetMapping
    ModelList list() {
        return new ModelList(models.offered().stream().map(this::document).toList());
    }

    @GetMapping("/{name}")
    ModelDocument one(@PathVariable String name) {
        return models.offered().stream()
                .filter(model -> model.is(name))
                .findFirst()
                .map(this::document)
                .orElseThrow(() -> unknown(name));
    }

    private ModelDocument document(OfferedModel model) {
        return ModelDocument.of(model, rooms.of(model.bucket()));
    }

    private Refused unknown(String name) {
        var known =
                models.offered().stream()
                        .flatMap(model ->
                                Stream.concat(Stream.of(model.name()), model.aliases().stream()))
                        .toList();
        var hint = CloseNames.hint(name, known);
        return Refused.of(
                HttpStatus.NOT_FOUND,
                "There is no model '%s' here%s"
                        .formatted(
                                Field.brief(name),
                                hint.isEmpty() ? "; GET /api/models lists them." : hint));
    }
}
