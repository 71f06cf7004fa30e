package io.ssalmuk.api.submit;

import io.ssalmuk.job.JobMethod;
import java.util.Collection;
import java.util.List;

/** Which models jobs may name. */
public interface Models {

    Lookup find(String name, JobMethod method);

    /** Every model that is accepted. */
    List<OfferedModel> offered();

    /** How looking for a model can end. */
    sealed interface Lookup {
        record Found(KnownModel model) implements Lookup {}

        /** The model is known, and cannot do this. */
        record Unable(Collection<String> able) implements Lookup {}

        record Unknown(Collection<String> known) implements Lookup {}
    }
}
