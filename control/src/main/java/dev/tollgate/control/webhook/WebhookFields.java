package dev.tollgate.control.webhook;

import dev.tollgate.control.input.Field;
import dev.tollgate.control.input.Fields;
import dev.tollgate.control.input.Issue;
import dev.tollgate.control.input.Texts;
import dev.tollgate.domain.event.EventType;
import dev.tollgate.domain.webhook.EventChoice;
import dev.tollgate.domain.webhook.WebhookUrl;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads the fields of A§12, each by its row of the table.
final class WebhookFields {
    private static final int MOST_EVENTS = 50;
    private static final int LONGEST_DESCRIPTION = 200;
    private static final Set<String> READ_ONLY = Set.of("id", "signing_secret", "disabled_reason", "rotation",
            "created_at", "updated_at");

    private final Fields fields;

    WebhookFields(Fields fields) {
        this.fields = fields;
    }

    /// An address that may be told of something, as it was given.
    ///
    /// @param objection of the operator's rules
    Optional<String> url(boolean required, Objection objection) {
        Field field = fields.take("url");
        Optional<String> text = (required ? field.required() : field).text();
        text.ifPresent(given -> {
            Optional<WebhookUrl> url = WebhookUrl.parse(given);
            if (given.isEmpty()) {
                field.fault(Issue.EMPTY);
            } else if (given.length() > WebhookUrl.LONGEST) {
                field.fault(Issue.TOO_LONG);
            } else if (url.isEmpty()) {
                field.fault(Issue.BAD_FORMAT);
            } else if (objection.to(url.get()).isPresent()) {
                field.fault(Issue.NOT_ALLOWED);
            }
        });
        return text;
    }

    /// Asks the operator's rules, which may take the time of looking a name up.
    @FunctionalInterface
    interface Objection {
        Optional<String> to(WebhookUrl url);
    }

    /// @param operator whether the events are open that only the operator's account is told of
    Optional<EventChoice> events(boolean required, boolean operator) {
        Field field = fields.take("events");
        Optional<List<Field>> elements = (required ? field.required() : field).elements();
        elements.filter(List::isEmpty).ifPresent(_ -> field.fault(Issue.EMPTY));
        elements.filter(all -> all.size() > MOST_EVENTS).ifPresent(_ -> field.fault(Issue.OUT_OF_RANGE));
        return elements.filter(all -> all.size() <= MOST_EVENTS).map(all -> events(all, operator));
    }

    private static EventChoice events(List<Field> elements, boolean operator) {
        Set<EventType> chosen = new LinkedHashSet<>();
        boolean all = false;
        for (Field element : elements) {
            Optional<String> word = element.text();
            if (word.equals(Optional.of(EventChoice.ALL_WORD)) && elements.size() == 1) {
                all = true;
            } else if (word.isPresent()) {
                EventType.byWord(word.get()).filter(type -> operator || !type.operatorOnly())
                        .ifPresentOrElse(type -> {
                            if (!chosen.add(type)) {
                                element.fault(Issue.DUPLICATE);
                            }
                        }, () -> element.fault(Issue.NOT_ALLOWED));
            }
        }
        return all ? new EventChoice.All() : new EventChoice.Some(chosen);
    }

    Optional<Boolean> enabled() {
        Field field = fields.take("enabled");
        return field.isNull() ? Optional.of(true) : field.flag();
    }

    Optional<String> description() {
        Field field = fields.take("description");
        Optional<String> text = field.text();
        text.ifPresent(given -> {
            if (Texts.length(given) > LONGEST_DESCRIPTION) {
                field.fault(Issue.TOO_LONG);
            } else if (!Texts.printable(given)) {
                field.fault(Issue.BAD_FORMAT);
            }
        });
        return text;
    }

    void finish() {
        fields.refuseTheRest(READ_ONLY);
    }

    /// For an operation that takes no fields.
    void refuseAll() {
        fields.refuseTheRest(Set.of());
    }
}
