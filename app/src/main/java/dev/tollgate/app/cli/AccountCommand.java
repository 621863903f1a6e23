package dev.tollgate.app.cli;

import dev.tollgate.app.client.Call;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/// `tollgate account …`: what an operator does with accounts (A§16.1), and what an account reads of itself.
@Command(name = "account", description = "Works with accounts, over the API of a running node.")
final class AccountCommand extends Group {

    private static final List<Column> COLUMNS = List.of(new Column("ID", "/id"), new Column("EMAIL", "/email"),
            new Column("COMPANY", "/company"), new Column("PLAN", "/plan"), new Column("STATUS", "/status"),
            new Column("KYC", "/kyc_status"), new Column("USD", "/balance/amount"),
            new Column("RESIDENTIAL GB", "/volume/residential/remaining_gb"),
            new Column("MOBILE GB", "/volume/mobile/remaining_gb"));
    private static final List<Column> LEDGER = List.of(new Column("AT", "/at"), new Column("PRODUCT", "/product"),
            new Column("GB", "/gb"), new Column("USD", "/amount_usd"), new Column("AFTER", "/balance_after"),
            new Column("NOTE", "/note"), new Column("ID", "/id"));
    private static final String UNLIMITED = "unlimited";

    private final Surroundings around;

    AccountCommand(Surroundings around) {
        this.around = around;
    }

    /// What an account may be given and changed.
    private static final class Details {

        @Option(names = "--company", paramLabel = "TEXT", description = "The company; an empty text is none.")
        private @Nullable String company;

        @Option(names = "--plan", paramLabel = "SLUG", description = "The plan.")
        private @Nullable String plan;

        @Option(names = "--kyc-status", paramLabel = "WORD", description = "not-submitted, pending, approved or rejected.")
        private @Nullable String kycStatus;

        @Option(names = "--residential-gb", paramLabel = "GB", description = "What is left of residential, or `unlimited`.")
        private @Nullable String residential;

        @Option(names = "--mobile-gb", paramLabel = "GB", description = "What is left of mobile, or `unlimited`.")
        private @Nullable String mobile;

        ObjectNode body(@Nullable String email) {
            ObjectNode body = ApiSession.body();
            put(body, "email", email);
            put(body, "plan", plan);
            put(body, "kyc_status", kycStatus);
            if (company != null && company.isEmpty()) {
                body.putNull("company");
            } else {
                put(body, "company", company);
            }
            if (residential != null || mobile != null) {
                ObjectNode volume = body.putObject("volume");
                volume(volume, "residential", residential);
                volume(volume, "mobile", mobile);
            }
            return body;
        }

        private static void put(ObjectNode body, String field, @Nullable String value) {
            if (value != null) {
                body.put(field, value);
            }
        }

        private static void volume(ObjectNode volume, String product, @Nullable String given) {
            if (given != null && given.equals(UNLIMITED)) {
                volume.putNull(product);
            } else if (given != null) {
                volume.put(product, number("--" + product + "-gb", given));
            }
        }
    }

    private static BigDecimal number(String option, String given) {
        try {
            return new BigDecimal(given);
        } catch (NumberFormatException _) {
            throw new UserError(option + " is not valid", "write a number of GB or `unlimited`");
        }
    }

    private static String path(String id) {
        return "/accounts/" + Call.segment(id);
    }

    @Command(name = "list", description = "Lists accounts, newest first.")
    int list(@Mixin ApiOptions api, @Mixin ListOptions list) {
        return api.open(around).list(Call.get("/accounts"), list.limit(), COLUMNS);
    }

    @Command(name = "show", description = "Shows an account; without an id, the token's own.")
    int show(@Mixin ApiOptions api,
            @Parameters(arity = "0..1", paramLabel = "ID", description = "The account.") @Nullable String id) {
        return api.open(around).show(Call.get(id == null ? "/users/me" : path(id)));
    }

    @Command(name = "create", description = "Opens an account.")
    int create(@Mixin ApiOptions api, @Mixin Details details,
            @Option(names = "--email", required = true, paramLabel = "ADDRESS", description = "Its contact.") String email) {
        return api.open(around).show(Call.post("/accounts", details.body(email)));
    }

    @Command(name = "change", description = "Changes an account; what is left out stays.")
    int change(@Mixin ApiOptions api, @Mixin Details details,
            @Parameters(paramLabel = "ID", description = "The account.") String id,
            @Option(names = "--email", paramLabel = "ADDRESS", description = "Its contact.") @Nullable String email) {
        return api.open(around).show(Call.patch(path(id), details.body(email)));
    }

    @Command(name = "suspend", description = "Refuses the account's requests and cuts its tunnels.")
    int suspend(@Mixin ApiOptions api, @Parameters(paramLabel = "ID", description = "The account.") String id,
            @Option(names = "--reason", paramLabel = "TEXT", description = "Why; for operators to read.") @Nullable String reason) {
        ObjectNode body = ApiSession.body().put("status", "suspended");
        if (reason != null) {
            body.put("reason", reason);
        }
        return api.open(around).show(Call.patch(path(id), body));
    }

    @Command(name = "restore", description = "Serves a suspended account again.")
    int restore(@Mixin ApiOptions api, @Parameters(paramLabel = "ID", description = "The account.") String id) {
        return api.open(around).show(Call.patch(path(id), ApiSession.body().put("status", "active")));
    }

    /// What is credited: one or the other.
    private static final class Amount {

        @Option(names = "--usd", required = true, paramLabel = "DOLLARS", description = "Money, of either sign.")
        private @Nullable BigDecimal usd;

        @ArgGroup(exclusive = false)
        private @Nullable Traffic traffic;

        void into(ObjectNode body) {
            if (usd != null) {
                body.put("amount_usd", usd);
            }
            if (traffic != null) {
                body.put("product", traffic.product).put("gb", traffic.gb);
            }
        }
    }

    private static final class Traffic {

        @Option(names = "--product", required = true, paramLabel = "PRODUCT", description = "residential or mobile.")
        private @Nullable String product;

        @Option(names = "--gb", required = true, paramLabel = "GB", description = "Its traffic, of either sign.")
        private @Nullable BigDecimal gb;
    }

    @Command(name = "credit", description = "Credits an account with money, or with traffic of a product.")
    int credit(@Mixin ApiOptions api, @Parameters(paramLabel = "ID", description = "The account.") String id,
            @ArgGroup(multiplicity = "1") Amount amount,
            @Option(names = "--note", required = true, paramLabel = "TEXT", description = "What for.") String note) {
        ObjectNode body = ApiSession.body();
        amount.into(body);
        return api.open(around).show(Call.post(path(id) + "/credit", body.put("note", note)));
    }

    @Command(name = "ledger", description = "Lists what an account was credited, newest first.")
    int ledger(@Mixin ApiOptions api, @Mixin ListOptions list,
            @Parameters(paramLabel = "ID", description = "The account.") String id) {
        return api.open(around).list(Call.get(path(id) + "/ledger"), list.limit(), LEDGER);
    }
}
