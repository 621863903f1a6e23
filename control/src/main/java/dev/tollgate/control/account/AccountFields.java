package dev.tollgate.control.account;

import dev.tollgate.control.input.Field;
import dev.tollgate.control.input.Fields;
import dev.tollgate.control.input.Issue;
import dev.tollgate.control.input.Texts;
import dev.tollgate.control.route.Words;
import dev.tollgate.domain.account.AccountStatus;
import dev.tollgate.domain.account.EmailAddress;
import dev.tollgate.domain.account.KycStatus;
import dev.tollgate.domain.account.Language;
import dev.tollgate.domain.account.Volumes;
import dev.tollgate.domain.amount.Volume;
import dev.tollgate.domain.plan.Plan;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// Reads the fields of A§16.1 and of `/users/me` (A§3), each by its row. Of a field that may be null, what is read is empty
/// outside if it was not given, and empty inside if it is null.
final class AccountFields {

    private static final int LONGEST_COMPANY = 100;
    private static final int LONGEST_REASON = 200;
    private static final BigDecimal MOST_GB = Volume.MOST.gb();
    private static final Set<String> NOT_FOR_OPERATORS = Set.of("id", "operator", "balance", "locale", "timezone",
            "created_at");
    private static final Set<String> NOT_FOR_TENANTS = Set.of("id", "plan", "status", "reason", "operator",
            "kyc_status",
            "balance", "volume", "created_at");

    private final Fields fields;

    AccountFields(Fields fields) {
        this.fields = fields;
    }

    Optional<String> email(boolean required) {
        Field field = fields.take("email");
        Optional<String> email = (required ? field.required() : field).text();
        email.flatMap(AccountFields::emailFault).ifPresent(field::fault);
        return email;
    }

    private static Optional<Issue> emailFault(String email) {
        if (email.isEmpty()) {
            return Optional.of(Issue.EMPTY);
        }
        if (Texts.length(email) > EmailAddress.LONGEST) {
            return Optional.of(Issue.TOO_LONG);
        }
        return EmailAddress.wellFormed(email) ? Optional.empty() : Optional.of(Issue.BAD_FORMAT);
    }

    Optional<Optional<String>> company() {
        return nullable(fields.take("company"), LONGEST_COMPANY);
    }

    private static Optional<Optional<String>> nullable(Field field, int longest) {
        if (field.isNull()) {
            return Optional.of(Optional.empty());
        }
        Optional<String> text = field.text();
        text.ifPresent(given -> {
            if (Texts.length(given) > longest) {
                field.fault(Issue.TOO_LONG);
            } else if (!Texts.printable(given)) {
                field.fault(Issue.BAD_FORMAT);
            }
        });
        return text.map(Optional::of);
    }

    /// Whether there is such a plan was asked before.
    Optional<String> plan() {
        Field field = fields.take("plan");
        return field.isNull() ? Optional.of(Plan.DEFAULT) : field.text();
    }

    Optional<AccountStatus> status() {
        return word("status", text -> Words.read(AccountStatus.class, text));
    }

    /// @param status that the account will have
    Optional<Optional<String>> reason(AccountStatus status) {
        Field field = fields.take("reason");
        if (field.present() && !field.isNull() && status != AccountStatus.SUSPENDED) {
            field.fault(Issue.NOT_ALLOWED);
            return Optional.empty();
        }
        return nullable(field, LONGEST_REASON);
    }

    Optional<KycStatus> kycStatus() {
        return word("kyc_status", text -> Words.read(KycStatus.class, text));
    }

    Optional<Language> language() {
        return word("locale", Language::byTag);
    }

    Optional<ZoneId> timezone() {
        return word("timezone",
                text -> Optional.of(text).filter(ZoneId.getAvailableZoneIds()::contains).map(ZoneId::of));
    }

    private <T> Optional<T> word(String name, Function<String, Optional<T>> reader) {
        Field field = fields.take(name);
        Optional<String> text = field.text();
        Optional<T> constant = text.flatMap(reader);
        if (text.isPresent() && constant.isEmpty()) {
            field.fault(Issue.NOT_ALLOWED);
        }
        return constant;
    }

    /// What becomes of volumes: those that are named are set, the others stay.
    UnaryOperator<Volumes> volumes() {
        Field field = fields.take("volume");
        if (field.isNull()) {
            return _ -> Volumes.UNLIMITED;
        }
        Optional<Fields> given = field.object();
        if (given.isEmpty()) {
            return UnaryOperator.identity();
        }
        Optional<Optional<Volume>> residential = volume(given.get().take("residential"));
        Optional<Optional<Volume>> mobile = volume(given.get().take("mobile"));
        Field isp = given.get().take("isp");
        if (isp.present()) {
            isp.fault(Issue.NOT_ALLOWED);
        }
        given.get().refuseTheRest(Set.of());
        return before -> new Volumes(residential.orElse(before.residential()), mobile.orElse(before.mobile()));
    }

    private static Optional<Optional<Volume>> volume(Field field) {
        return field.isNull()
                ? Optional.of(Optional.empty())
                : field.number(BigDecimal.ZERO, MOST_GB, Volume.SCALE).map(Volume::ofGb).map(Optional::of);
    }

    /// Refuses what is left of what an operator sent.
    void finish() {
        fields.refuseTheRest(NOT_FOR_OPERATORS);
    }

    /// Refuses what is left of what a tenant sent about itself.
    void finishOwn() {
        fields.refuseTheRest(NOT_FOR_TENANTS);
    }
}
