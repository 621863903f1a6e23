package dev.tollgate.control.whitelist;

import dev.tollgate.control.input.Checked;
import dev.tollgate.control.input.Fields;
import dev.tollgate.domain.subuser.Product;
import dev.tollgate.domain.subuser.SubUser;
import dev.tollgate.domain.username.UsernameParser;
import dev.tollgate.domain.whitelist.WhitelistEntry;
import java.util.Optional;

/// To change an entry; what is empty stays as it is, and an empty text in it removes what was there.
public record ChangeEntry(Optional<Given> label, Optional<Given> defaultUsername) {

    static Checked<ChangeEntry> read(Fields fields, SubUser owner, Product product, UsernameParser parser) {
        EntryFields reader = new EntryFields(fields);
        ChangeEntry change = new ChangeEntry(reader.label(),
                reader.defaultUsername(parser, Optional.of(owner), Optional.of(product)));
        reader.finish();
        return Checked.of(fields.faults(), () -> change);
    }

    WhitelistEntry applyTo(WhitelistEntry entry) {
        return entry.with(label.map(Given::text).orElse(entry.label()), defaultUsername.map(Given::text).orElse(entry
                .defaultUsername()));
    }
}
