package io.ssalmuk.api.models;

import java.util.List;

/** Models, as an object, so that more can be said beside them. */
record ModelList(List<ModelDocument> models) {}
