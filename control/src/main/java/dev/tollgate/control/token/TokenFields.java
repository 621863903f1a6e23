package dev.tollgate.control.token;

import dev.tollgate.control.input.Field;
import dev.tollgate.control.input.Fields;
import dev.tollgate.control.input.Issue;
import dev.tollgate.control.input.Texts;
import dev.tollgate.control.route.Words;
import dev.tollgate.domain.account.Environment;
import dev.tollgate.domain.address.Cidr;
import dev.tollgate.domain.token.Scope;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads the fields of the table of A§2, each by its row.
final class TokenFields {

    private static final int LONGEST_NAME = 64;
    private static final int MOST_SOURCE_IPS = 50;
    private static final Duration SOONEST_END = Duration.ofMinutes(1);
    private static final int YEARS_TO_LATEST_END = 5;
    private static final Set<String> READ_ONLY = Set.of("id", "environment", "state", "hint", "token", "created_at",
            "last_used_at", "last_used_ip", "rotation");

    private final Fields fields;

    TokenFields(Fields fields) {
        this.fields = fields;
    }

    /// The scopes that a body names, whatever else it says.
    static Set<Scope> named(ObjectNode body) {
        return body.path("scopes").valueStream().filter(JsonNode::isString)
                .flatMap(word -> Scope.byText(word.stringValue()).stream()).collect(Collectors.toSet());
    }

    Optional<String> name(boolean required) {
        Field field = fields.take("name");
        Optional<String> name = (required ? field.required() : field).text();
        name.flatMap(TokenFields::fault).ifPresent(field::fault);
        return name;
    }

    private static Optional<Issue> fault(String name) {
        if (name.isEmpty()) {
            return Optional.of(Issue.EMPTY);
        }
        if (Texts.length(name) > LONGEST_NAME) {
            return Optional.of(Issue.TOO_LONG);
        }
        return Texts.printable(name) ? Optional.empty() : Optional.of(Issue.BAD_FORMAT);
    }

    /// @param callers whoever is in the sandbox makes tokens of the sandbox, which is then the default too
    Environment environment(Environment callers) {
        Field field = fields.take("environment");
        if (!field.present() || field.isNull()) {
            return callers;
        }
        Optional<String> text = field.text();
        Optional<Environment> named = text.flatMap(word -> Words.read(Environment.class, word))
                .filter(callers.ofTokens()::contains);
        if (text.isPresent() && named.isEmpty()) {
            field.fault(Issue.NOT_ALLOWED);
        }
        return named.orElse(callers);
    }

    /// The acceptable ones, in the order given.
    ///
    /// @param environment of the token: in the sandbox there is nothing to operate
    Optional<Set<Scope>> scopes(boolean required, Environment environment) {
        Field field = fields.take("scopes");
        Optional<List<Field>> elements = (required ? field.required() : field).elements();
        elements.filter(List::isEmpty).ifPresent(none -> field.fault(Issue.EMPTY));
        return elements.map(given -> {
            Set<Scope> scopes = new LinkedHashSet<>();
            for (Field element : given) {
                element.text().ifPresent(text -> Scope.byText(text)
                        .filter(scope -> environment == Environment.LIVE || !scope.operator())
                        .ifPresentOrElse(scope -> {
                            if (!scopes.add(scope)) {
                                element.fault(Issue.DUPLICATE);
                            }
                        }, () -> element.fault(Issue.NOT_ALLOWED)));
            }
            return scopes;
        });
    }

    Optional<List<Cidr>> sourceIps() {
        Field field = fields.take("source_ips");
        Optional<List<Field>> elements = field.elements();
        if (elements.isPresent() && elements.get().size() > MOST_SOURCE_IPS) {
            field.fault(Issue.OUT_OF_RANGE);
            return Optional.empty();
        }
        return elements.map(given -> given.stream().flatMap(element -> range(element).stream()).distinct().toList());
    }

    private static Optional<Cidr> range(Field element) {
        Optional<String> text = element.text();
        Optional<Cidr> range = text.flatMap(Cidr::parse);
        if (text.isPresent() && range.isEmpty()) {
            element.fault(Issue.BAD_FORMAT);
        }
        range.filter(one -> one.prefixLength() == 0).ifPresent(everywhere -> element.fault(Issue.OUT_OF_RANGE));
        return range;
    }

    /// @return empty if it was not given
    Optional<End> expiresAt(Instant now) {
        Field field = fields.take("expires_at");
        if (field.isNull()) {
            return Optional.of(End.NEVER);
        }
        Instant latest = now.atZone(ZoneOffset.UTC).plusYears(YEARS_TO_LATEST_END).toInstant();
        Optional<Instant> end = field.time();
        end.filter(at -> at.isBefore(now.plus(SOONEST_END)) || at.isAfter(latest))
                .ifPresent(_ -> field.fault(Issue.OUT_OF_RANGE));
        return end.map(End::at);
    }

    void finish() {
        fields.refuseTheRest(READ_ONLY);
    }

    /// For an operation that takes no fields.
    void refuseAll() {
        fields.refuseTheRest(Set.of());
    }
}
