package io.ssalmuk.api.generate;

import io.ssalmuk.client.ClientId;
import io.ssalmuk.job.JobFile;
import java.util.List;

/** Finds the files that a request names among its client's, and no others. */
@FunctionalInterface
public interface NamedFiles {

    /** Refuses the field that names another. */
    List<JobFile> find(ClientId owner, List<NamedFile> named);
}
