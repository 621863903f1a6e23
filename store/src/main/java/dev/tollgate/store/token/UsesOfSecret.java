package dev.tollgate.store.token;

import dev.tollgate.domain.token.ReplacedSecret;
import dev.tollgate.domain.token.TokenRepository.Stage;
import dev.tollgate.domain.token.TokenUse;
import dev.tollgate.domain.token.TokenUses;

/// What this node has seen of one replaced secret and not written yet.
///
/// @param inGrace its use while it worked
/// @param late its refused use afterwards
record UsesOfSecret(TokenUses inGrace, TokenUses late) {
    static final UsesOfSecret NONE = new UsesOfSecret(TokenUses.NONE, TokenUses.NONE);

    static UsesOfSecret once(Stage stage, TokenUse use) {
        TokenUses once = TokenUses.once(use);
        return switch (stage) {
            case IN_GRACE -> new UsesOfSecret(once, TokenUses.NONE);
            case LATE -> new UsesOfSecret(TokenUses.NONE, once);
        };
    }

    UsesOfSecret and(UsesOfSecret other) {
        return new UsesOfSecret(inGrace.and(other.inGrace), late.and(other.late));
    }

    UsesOfSecret without(UsesOfSecret written) {
        return new UsesOfSecret(inGrace.without(written.inGrace), late.without(written.late));
    }

    /// A secret as it is written, with these.
    ReplacedSecret with(ReplacedSecret written) {
        return new ReplacedSecret(written.replacedAt(), written.validUntil(), written.inGrace().and(inGrace),
                written.late().and(late));
    }
}
