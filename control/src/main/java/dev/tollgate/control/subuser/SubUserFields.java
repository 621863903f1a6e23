package dev.tollgate.control.subuser;

import dev.tollgate.control.input.Field;
import dev.tollgate.control.input.Fields;
import dev.tollgate.control.input.Issue;
import dev.tollgate.control.route.Words;
import dev.tollgate.domain.error.ApiError;
import dev.tollgate.domain.plan.Plan;
import dev.tollgate.domain.subuser.AuthMode;
import dev.tollgate.domain.subuser.Product;
import dev.tollgate.domain.subuser.SubUserStatus;
import java.math.BigInteger;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Reads the fields of A§4.1, each by its row of the table. A `null` is the default where the table states one.
final class SubUserFields {

    private static final Pattern LABEL = Pattern.compile("[a-z0-9-]+");
    private static final int LONGEST_LABEL = 64;
    private static final Set<String> READ_ONLY = Set.of("id", "name", "password", "products", "rps_effective",
            "quota_used", "batches", "rotation", "propagation", "last_used_at", "created_at", "updated_at");

    private final Fields fields;

    SubUserFields(Fields fields) {
        this.fields = fields;
    }

    Optional<String> label(boolean required) {
        Field field = fields.take("label");
        Optional<String> label = (required ? field.required() : field).text();
        label.flatMap(SubUserFields::fault).ifPresent(field::fault);
        return label;
    }

    private static Optional<Issue> fault(String label) {
        if (label.isEmpty()) {
            return Optional.of(Issue.EMPTY);
        }
        if (label.codePointCount(0, label.length()) > LONGEST_LABEL) {
            return Optional.of(Issue.TOO_LONG);
        }
        return LABEL.matcher(label).matches() ? Optional.empty() : Optional.of(Issue.BAD_FORMAT);
    }

    /// The acceptable ones, in the order given.
    Set<Product> products(Plan plan) {
        Field field = fields.take("products").required();
        Optional<List<Field>> elements = field.elements();
        elements.filter(List::isEmpty).ifPresent(none -> field.fault(Issue.EMPTY));
        Set<Product> products = new LinkedHashSet<>();
        for (Field element : elements.orElse(List.of())) {
            element.text().ifPresent(slug -> Product.bySlug(slug).filter(one -> plan.limits(one).isPresent())
                    .ifPresentOrElse(one -> {
                        if (!products.add(one)) {
                            element.fault(Issue.DUPLICATE);
                        }
                    }, () -> element.fault(Issue.NOT_ALLOWED)));
        }
        return products;
    }

    Optional<SubUserStatus> status() {
        return word("status", SubUserStatus.class, SubUserStatus.ACTIVE);
    }

    Optional<AuthMode> authMode() {
        return word("auth_mode", AuthMode.class, AuthMode.AUTO);
    }

    private <E extends Enum<E>> Optional<E> word(String name, Class<E> list, E standard) {
        Field field = fields.take(name);
        if (field.isNull()) {
            return Optional.of(standard);
        }
        Optional<String> text = field.text();
        Optional<E> constant = text.flatMap(word -> Words.read(list, word));
        if (text.isPresent() && constant.isEmpty()) {
            field.fault(Issue.NOT_ALLOWED);
        }
        return constant;
    }

    /// @param most the plan's figure, which is also the default
    Optional<Integer> concurrentMax(int most) {
        Field field = fields.take("concurrent_max");
        return number(field, most,
                value -> value.compareTo(BigInteger.valueOf(most)) > 0,
                () -> field.fault(Issue.OUT_OF_RANGE, ApiError.OVER_PLAN_LIMIT));
    }

    /// @param standard the plan's figure, above which it is stored all the same
    Optional<Integer> rpsMax(int standard) {
        Field field = fields.take("rps_max");
        return number(field, standard,
                value -> value.compareTo(BigInteger.valueOf(Plan.HIGHEST_LIMIT)) > 0,
                () -> field.fault(Issue.OUT_OF_RANGE));
    }

    private static Optional<Integer> number(Field field, int standard,
            Predicate<BigInteger> tooHigh, Runnable refuse) {
        if (field.isNull()) {
            return Optional.of(standard);
        }
        Optional<BigInteger> value = field.integer();
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (value.get().signum() < 1) {
            field.fault(Issue.OUT_OF_RANGE);
            return Optional.empty();
        }
        if (tooHigh.test(value.get())) {
            refuse.run();
            return Optional.empty();
        }
        return Optional.of(value.get().intValueExact());
    }

    Optional<Boolean> requireTls() {
        return flag(fields.take("require_tls"));
    }

    private static Optional<Boolean> flag(Field field) {
        return field.isNull() ? Optional.of(false) : field.flag();
    }

    /// Takes the fields of later features, whose defaults alone are acceptable, and refuses what is left.
    void finish() {
        Field sessionStrict = fields.take("session_strict");
        flag(sessionStrict).filter(strict -> strict).ifPresent(strict -> sessionStrict.fault(Issue.NOT_ALLOWED));
        for (String later : List.of("pools", "quota")) {
            Field field = fields.take(later);
            if (field.present() && !field.isNull()) {
                field.fault(Issue.NOT_ALLOWED);
            }
        }
        fields.refuseTheRest(READ_ONLY);
    }

    /// For an operation that takes no fields.
    void refuseAll() {
        fields.refuseTheRest(Set.of());
    }
}
