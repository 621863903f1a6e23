package dev.tollgate.control.account;

import dev.tollgate.control.input.Checked;
import dev.tollgate.control.input.Fields;
import dev.tollgate.domain.account.Account;
import dev.tollgate.domain.account.Language;
import dev.tollgate.domain.account.Preferences;
import java.time.ZoneId;
import java.util.Optional;

/// To change what a tenant may change about its own account (A§3); what is empty stays as it is.
public record ChangeOwnAccount(
        Optional<String> email,
        Optional<Optional<String>> company,
        Optional<Language> language,
        Optional<ZoneId> timezone) {

    static Checked<ChangeOwnAccount> read(Fields fields) {
        AccountFields reader = new AccountFields(fields);
        ChangeOwnAccount change = new ChangeOwnAccount(reader.email(false), reader.company(), reader.language(),
                reader.timezone());
        reader.finishOwn();
        return Checked.of(fields.faults(), () -> change);
    }

    Account applyTo(Account account) {
        Preferences before = account.preferences();
        return account.withContact(email.orElse(account.email()), company.orElse(account.company())).withPreferences(
                new Preferences(language.orElse(before.language()), timezone.orElse(before.timezone())));
    }
}
