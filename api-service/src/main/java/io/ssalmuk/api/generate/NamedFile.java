package io.ssalmuk.api.generate;

import io.ssalmuk.api.body.Field;
import io.ssalmuk.file.FileId;
import java.util.Optional;
import java.util.UUID;

/**
 * A file that a request names.
 *
 * @param field where it is named
 * @param mimeType what the request says that it is, if it does
 * @param marker stands for it in the body
 */
public record NamedFile(Field field, FileId file, Optional<String> mimeType, UUID marker) {}
