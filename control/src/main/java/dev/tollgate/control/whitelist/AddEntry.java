package dev.tollgate.control.whitelist;

import dev.tollgate.control.input.Checked;
import dev.tollgate.control.input.Fields;
import dev.tollgate.domain.address.Cidr;
import dev.tollgate.domain.subuser.Product;
import dev.tollgate.domain.subuser.SubUser;
import dev.tollgate.domain.subuser.SubUserId;
import dev.tollgate.domain.username.UsernameParser;
import java.util.Optional;

/// To add a range to a list; every rule of A§5 about its own fields holds.
public record AddEntry(SubUserId subUser, Product product, Cidr range, Optional<String> label,
        Optional<String> defaultUsername) {

    /// @param owner the sub-user that the body names; empty if it names none
    static Checked<AddEntry> read(Fields fields, Optional<SubUser> owner, UsernameParser parser) {
        EntryFields reader = new EntryFields(fields);
        reader.subUser();
        Optional<Product> product = reader.product(owner);
        Optional<Cidr> range = reader.range();
        Optional<Given> label = reader.label();
        Optional<Given> defaultUsername = reader.defaultUsername(parser, owner, product);
        reader.finish();
        return Checked.of(fields.faults(), () -> new AddEntry(owner.orElseThrow().id(), product.orElseThrow(),
                range.orElseThrow(), label.flatMap(Given::text), defaultUsername.flatMap(Given::text)));
    }
}
