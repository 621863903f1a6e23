package dev.tollgate.app.wiring;

import dev.tollgate.app.cli.NewToken;
import dev.tollgate.app.cli.UserError;
import dev.tollgate.app.settings.Settings;
import dev.tollgate.domain.account.Account;
import dev.tollgate.domain.account.Environment;
import dev.tollgate.domain.address.Cidr;
import dev.tollgate.domain.audit.Author;
import dev.tollgate.domain.error.StoreFailure;
import dev.tollgate.domain.id.Ulids;
import dev.tollgate.domain.secret.Secret;
import dev.tollgate.domain.secret.SecretMaker;
import dev.tollgate.domain.token.ApiToken;
import dev.tollgate.domain.token.Scope;
import dev.tollgate.domain.token.TokenId;
import dev.tollgate.domain.token.TokenSecret;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Makes a token of the operator's account straight in the store, beside a running node, which looks tokens up at each request
/// and so honours it at once.
public final class TokenCreation {
    private static final int LONGEST_NAME = 64;
    private static final int MOST_SOURCES = 50;

    private TokenCreation() {}

    public static Secret create(Settings settings, NewToken wanted) {
        String name = name(wanted.name());
        Set<Scope> scopes = scopes(wanted.scopes(), wanted.test());
        List<Cidr> sources = sources(wanted.sourceIps());
        SecureRandom random = new SecureRandom();
        InstantSource clock = InstantSource.system();
        Ulids ids = new Ulids(clock, random);
        SecretMaker secrets = new SecretMaker(random);
        try (OpenStore opened = OpenStore.beside(settings, random)) {
            Account operator = opened.store().accounts().operator()
                    .orElseThrow(() -> new UserError("the store has no operator's account yet",
                            "start the node once with `tollgate serve`"));
            TokenSecret secret = TokenSecret.draw(wanted.test() ? Environment.TEST : Environment.LIVE, secrets);
            Instant now = clock.instant();
            opened.store().tokens().insert(Author.CLI,
                    new ApiToken(new TokenId(TokenId.PREFIX + ids.next()), operator.id(), name, secret.environment(),
                            scopes, sources, secret.hint(settings.brand()), now, wanted.expiresIn().map(now::plus),
                            Optional.empty(), 1),
                    opened.key().hash(secret.characters()));
            return secret.whole(settings.brand());
        } catch (StoreFailure e) {
            throw OpenStore.failed(e);
        }
    }

    private static String name(String wanted) {
        if (wanted.isEmpty() || wanted.length() > LONGEST_NAME || wanted.chars().anyMatch(Character::isISOControl)) {
            throw new UserError("--name is not valid", "write 1 to " + LONGEST_NAME + " characters");
        }
        return wanted;
    }

    private static Set<Scope> scopes(List<String> wanted, boolean test) {
        Set<Scope> scopes = new LinkedHashSet<>();
        for (String text : wanted) {
            Scope scope = Scope.byText(text).orElseThrow(() -> new UserError("--scope " + text + " is unknown",
                    "use " + String.join(", ", Arrays.stream(Scope.values()).map(Scope::text).toList())));
            if (test && scope.operator()) {
                throw new UserError("--scope " + text + " is not for the sandbox, where there is nothing to operate",
                        "leave it out, or --test");
            }
            if (!scopes.add(scope)) {
                throw new UserError("--scope " + text + " is given twice", "give it once");
            }
        }
        return scopes;
    }

    private static List<Cidr> sources(List<String> wanted) {
        if (wanted.size() > MOST_SOURCES) {
            throw new UserError("--source-ip is given " + wanted.size() + " times", "give at most " + MOST_SOURCES);
        }
        return wanted.stream().map(text -> Cidr.parse(text).filter(range -> range.prefixLength() > 0)
                .orElseThrow(() -> new UserError("--source-ip " + text + " is not an address or range",
                        "write one such as 203.0.113.0/28; host bits are zero and /0 is not allowed"))).toList();
    }
}
