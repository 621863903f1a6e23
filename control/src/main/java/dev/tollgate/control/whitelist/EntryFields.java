package dev.tollgate.control.whitelist;

import dev.tollgate.control.input.Field;
import dev.tollgate.control.input.Fields;
import dev.tollgate.control.input.Issue;
import dev.tollgate.control.input.Texts;
import dev.tollgate.domain.address.Cidr;
import dev.tollgate.domain.error.ApiError;
import dev.tollgate.domain.subuser.Product;
import dev.tollgate.domain.subuser.SubUser;
import dev.tollgate.domain.username.ProxyUsername;
import dev.tollgate.domain.username.UsernameParser;
import dev.tollgate.domain.username.UsernameReading;
import java.util.Optional;
import java.util.Set;

/// Reads the fields of A§5, each by its row of the table.
final class EntryFields {

    private static final int LONGEST_LABEL = 64;
    private static final Set<String> READ_ONLY = Set.of("id", "subuser", "product", "ip", "active", "last_matched_at",
            "created_at");

    private final Fields fields;

    EntryFields(Fields fields) {
        this.fields = fields;
    }

    /// The id or name, if one was given.
    Optional<String> subUser() {
        return fields.take("subuser").required().text();
    }

    /// @param owner empty if no sub-user was named
    Optional<Product> product(Optional<SubUser> owner) {
        Field field = fields.take("product").required();
        Optional<String> slug = field.text();
        Optional<Product> product = slug.flatMap(Product::bySlug);
        if (slug.isPresent() && product.isEmpty()) {
            field.fault(Issue.NOT_ALLOWED);
        }
        if (product.isPresent() && owner.isPresent() && !owner.get().products().contains(product.get())) {
            field.fault(Issue.NOT_ALLOWED, ApiError.PRODUCT_NOT_ENABLED);
        }
        return product;
    }

    Optional<Cidr> range() {
        Field field = fields.take("ip").required();
        return field.text().flatMap(text -> switch (Ranges.read(text)) {
            case Ranges.Reading.Listable(Cidr range) -> Optional.of(range);
            case Ranges.Reading.TooWide() -> {
                field.fault(Issue.OUT_OF_RANGE, ApiError.CIDR_TOO_WIDE);
                yield Optional.empty();
            }
            case Ranges.Reading.Invalid() -> {
                field.fault(Issue.BAD_FORMAT, ApiError.INVALID_IP);
                yield Optional.empty();
            }
        });
    }

    /// @return empty if it was not given
    Optional<Given> label() {
        Field field = fields.take("label");
        if (field.isNull()) {
            return Optional.of(Given.nothing());
        }
        Optional<String> label = field.text();
        label.ifPresent(text -> {
            if (Texts.length(text) > LONGEST_LABEL) {
                field.fault(Issue.TOO_LONG);
            } else if (!Texts.printable(text)) {
                field.fault(Issue.BAD_FORMAT);
            }
        });
        return label.map(Given::of);
    }

    /// A username of `owner` and `product` by the grammar and the locations in force now.
    ///
    /// @return empty if it was not given
    Optional<Given> defaultUsername(UsernameParser parser, Optional<SubUser> owner,
            Optional<Product> product) {
        Field field = fields.take("default_username");
        if (field.isNull()) {
            return Optional.of(Given.nothing());
        }
        Optional<String> text = field.text();
        text.ifPresent(username -> {
            switch (parser.parse(username)) {
                case UsernameReading.Malformed malformed -> field.fault(Issue.BAD_FORMAT);
                case UsernameReading.Valid(ProxyUsername parsed) -> {
                    boolean own = owner.isEmpty() || owner.get().name().equals(parsed.name());
                    boolean fits = product.isEmpty() || product.get() == parsed.product();
                    if (!own || !fits) {
                        field.fault(Issue.NOT_ALLOWED);
                    }
                }
            }
        });
        return text.map(Given::of);
    }

    void finish() {
        fields.refuseTheRest(READ_ONLY);
    }
}
