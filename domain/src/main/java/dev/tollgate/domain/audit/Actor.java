package dev.tollgate.domain.audit;

import dev.tollgate.domain.address.IpAddress;
import java.util.Locale;
import java.util.Optional;

/// Who acts (A§14).
///
/// @param id of the token or member, where it is known
/// @param source the address it acts from, where there is one
public record Actor(Type type, Optional<String> id, Optional<IpAddress> source) {

    /// The kinds of actors that an entry names.
    public enum Type {
        TOKEN,
        MEMBER,
        /// Tollgate by itself.
        SYSTEM,
        /// A person at a shell, who works on the data folder or the database.
        CLI;

        /// As the API writes it.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Who stands behind a change in one word: the id, or the type of an actor that has none.
    public String by() {
        return id.orElseGet(type::word);
    }
}
