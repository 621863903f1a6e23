package dev.tollgate.control.webhook;

import dev.tollgate.control.input.Checked;
import dev.tollgate.control.input.Fields;
import dev.tollgate.domain.webhook.EventChoice;
import dev.tollgate.domain.webhook.Webhook;
import java.util.Optional;

/// To change a webhook; what is empty stays as it is.
public record ChangeWebhook(Optional<String> url, Optional<EventChoice> events, Optional<Boolean> enabled,
        Optional<String> description) {

    static Checked<ChangeWebhook> read(Fields fields, WebhookFields.Objection objection, boolean operator) {
        WebhookFields reader = new WebhookFields(fields);
        ChangeWebhook change = new ChangeWebhook(reader.url(false, objection), reader.events(false, operator),
                reader.enabled(), reader.description());
        reader.finish();
        return Checked.of(fields.faults(), () -> change);
    }

    Webhook applyTo(Webhook webhook) {
        return webhook.with(url.orElse(webhook.url()), events.orElse(webhook.events()),
                enabled.orElse(webhook.enabled()), description.orElse(webhook.description()));
    }
}
