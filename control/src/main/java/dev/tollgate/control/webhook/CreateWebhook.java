package dev.tollgate.control.webhook;

import dev.tollgate.control.input.Checked;
import dev.tollgate.control.input.Fields;
import dev.tollgate.domain.webhook.EventChoice;
import java.util.Optional;

/// To make a webhook; every rule of A§12 about its own fields holds.
public record CreateWebhook(String url, EventChoice events, boolean enabled, String description) {

    static Checked<CreateWebhook> read(Fields fields, WebhookFields.Objection objection, boolean operator) {
        WebhookFields reader = new WebhookFields(fields);
        Optional<String> url = reader.url(true, objection);
        Optional<EventChoice> events = reader.events(true, operator);
        Optional<Boolean> enabled = reader.enabled();
        Optional<String> description = reader.description();
        reader.finish();
        return Checked.of(fields.faults(), () -> new CreateWebhook(url.orElseThrow(), events.orElseThrow(),
                enabled.orElse(true), description.orElse("")));
    }
}
