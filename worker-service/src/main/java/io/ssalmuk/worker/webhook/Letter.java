package io.ssalmuk.worker.webhook;

import io.ssalmuk.webhook.DeliveryId;
import io.ssalmuk.webhook.HookUrl;
import java.time.Instant;

/**
 * A signed event, ready to be posted.
 *
 * @param at when it was signed
 * @param signatures one for each valid secret, separated by spaces
 */
@SuppressWarnings("ArrayRecordComponent") // made, posted and thrown away; never compared
record Letter(HookUrl url, DeliveryId id, Instant at, String signatures, byte[] body) {}
