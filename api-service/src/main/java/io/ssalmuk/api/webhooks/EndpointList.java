package io.ssalmuk.api.webhooks;

import java.util.List;

/** All endpoints of a client. */
record EndpointList(List<EndpointDocument> webhooks) {}
