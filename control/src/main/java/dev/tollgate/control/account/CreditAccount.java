package dev.tollgate.control.account;

import dev.tollgate.control.input.Checked;
import dev.tollgate.control.input.Field;
import dev.tollgate.control.input.Fields;
import dev.tollgate.control.input.Issue;
import dev.tollgate.control.input.Texts;
import dev.tollgate.domain.amount.Usd;
import dev.tollgate.domain.amount.Volume;
import dev.tollgate.domain.ledger.Credit;
import dev.tollgate.domain.subuser.Product;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;

/// To credit an account with money or with traffic of one product (A§16.1), of either sign.
public record CreditAccount(Credit credit, String note) {

    static final String GB = "gb";
    static final String AMOUNT_USD = "amount_usd";
    private static final int LONGEST_NOTE = 200;
    private static final BigDecimal MOST_GB = Volume.MOST.gb();
    private static final BigDecimal MOST_USD = Usd.MOST.dollars();

    static Checked<CreditAccount> read(Fields fields) {
        Field product = fields.take("product");
        Field gb = fields.take(GB);
        Field usd = fields.take(AMOUNT_USD);
        Optional<Credit> credit = product.present() || gb.present() ? traffic(product, gb, usd) : money(usd);
        Optional<String> note = note(fields.take("note"));
        fields.refuseTheRest(Set.of());
        return Checked.of(fields.faults(), () -> new CreditAccount(credit.orElseThrow(), note.orElseThrow()));
    }

    private static Optional<Credit> traffic(Field product, Field gb, Field usd) {
        if (usd.present()) {
            usd.fault(Issue.NOT_ALLOWED);
        }
        Optional<String> slug = product.required().text();
        Optional<Product> credited = slug.flatMap(Product::bySlug).filter(Product::reachedAtGateway);
        if (slug.isPresent() && credited.isEmpty()) {
            product.fault(Issue.NOT_ALLOWED);
        }
        Optional<BigDecimal> amount = amount(gb, MOST_GB, Volume.SCALE);
        return credited.flatMap(
                known -> amount.map(given -> new Credit.Traffic(known, Volume.ofGb(given))));
    }

    private static Optional<Credit> money(Field usd) {
        return amount(usd, MOST_USD, Usd.SCALE).map(given -> new Credit.Money(Usd.of(given)));
    }

    private static Optional<BigDecimal> amount(Field field, BigDecimal most, int scale) {
        Optional<BigDecimal> given = field.required().number(most.negate(), most, scale);
        given.filter(number -> number.signum() == 0).ifPresent(_ -> field.fault(Issue.OUT_OF_RANGE));
        return given.filter(number -> number.signum() != 0);
    }

    private static Optional<String> note(Field field) {
        Optional<String> note = field.required().text();
        note.flatMap(CreditAccount::fault).ifPresent(field::fault);
        return note;
    }

    private static Optional<Issue> fault(String note) {
        if (note.isEmpty()) {
            return Optional.of(Issue.EMPTY);
        }
        if (Texts.length(note) > LONGEST_NOTE) {
            return Optional.of(Issue.TOO_LONG);
        }
        return Texts.printable(note) ? Optional.empty() : Optional.of(Issue.BAD_FORMAT);
    }

    /// The field that says how much.
    String amountField() {
        return switch (credit) {
            case Credit.Money _ -> AMOUNT_USD;
            case Credit.Traffic _ -> GB;
        };
    }
}
