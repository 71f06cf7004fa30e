package io.ssalmuk.api.webhooks;

import io.ssalmuk.api.body.Field;
import io.ssalmuk.api.body.JsonBody;
import io.ssalmuk.client.ClientId;
import io.ssalmuk.job.Body;
import io.ssalmuk.job.JobExtras;
import io.ssalmuk.job.JobWebhook;
import io.ssalmuk.webhook.ClientSecrets;
import io.ssalmuk.webhook.HookRules;
import java.util.Optional;
import org.springframework.stereotype.Component;

@Component
final class CheckedJobWishes implements JobWishes {

    /** Metadata is for ids and labels: it lies beside every job, and goes with every event. */
    private static final int MOST_METADATA = 16 * 1024;

    private final HookRules rules;
    private final ClientSecrets secrets;

    CheckedJobWishes(HookRules rules, ClientSecrets secrets) {
        this.rules = rules;
        this.secrets = secrets;
    }

    @Override
    public JobExtras read(ClientId client, Field root) {
        return new JobExtras(
                metadata(root.at("metadata")),
                webhook(client, root.at("webhook_url"), root.at("webhook_payload")));
    }

    private static Optional<Body> metadata(Field metadata) {
        if (metadata.absent()) {
            return Optional.empty();
        }
        if (!metadata.value().isObject()) {
            throw metadata.refuse("must be an object");
        }
        var json = JsonBody.write(metadata.value());
        if (json.length > MOST_METADATA) {
            throw metadata.refuse("must have at most " + MOST_METADATA + " bytes");
        }
        return Optional.of(new Body(json));
    }

    private Optional<JobWebhook> webhook(ClientId client, Field address, Field payload) {
        if (address.absent()) {
            if (!payload.absent()) {
                throw payload.refuse("has no meaning without webhook_url");
            }
            return Optional.empty();
        }
        var text = address.text();
        var webhook =
                switch (rules.read(text)) {
                    case HookRules.Reading.Good(var url) ->
                            new JobWebhook(
                                    text,
                                    !payload.absent() && Payload.read(payload),
                                    client + "/" + url.origin());
                    case HookRules.Reading.Bad(var why) -> throw address.refuse(why);
                };
        if (!secrets.has(client)) {
            throw address.refuse(
                    "needs a secret to sign with: make yours with POST /api/webhooks/secret");
        }
        return Optional.of(webhook);
    }
}
