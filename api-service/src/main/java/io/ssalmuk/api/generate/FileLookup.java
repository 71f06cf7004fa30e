package io.ssalmuk.api.generate;

import io.ssalmuk.client.ClientId;
import io.ssalmuk.file.ClientFiles;
import io.ssalmuk.file.UploadedFile;
import io.ssalmuk.job.JobFile;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

@Component
final class FileLookup implements NamedFiles {

    private final ClientFiles files;

    FileLookup(ClientFiles files) {
        this.files = files;
    }

    @Override
    public List<JobFile> find(ClientId owner, List<NamedFile> named) {
        if (named.isEmpty()) {
            return List.of();
        }
        var found = files.find(owner, named.stream().map(NamedFile::file).toList());
        return named.stream().map(name -> file(name, found.get(name.file()))).toList();
    }

    private static JobFile file(NamedFile named, @Nullable UploadedFile file) {
        if (file == null) {
            throw FileParts.unknown(named.field());
        }
        return new JobFile(
                named.marker(), file.hash(), file.size(), named.mimeType().orElse(file.mimeType()));
    }
}
