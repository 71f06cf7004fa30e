package io.ssalmuk.api.admin;

import java.util.List;

/** Client keys, as an object, so that paging can be added to it. */
record KeyList(List<KeyDocument> keys) {}
