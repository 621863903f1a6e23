package dev.tollgate.app.cli;

import dev.tollgate.app.client.Call;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/// `tollgate plan …`: the plans that an operator offers (A§16.2), and the one that an account is on.
@Command(name = "plan", description = "Works with plans, over the API of a running node.")
final class PlanCommand extends Group {

    private static final List<Column> COLUMNS = List.of(new Column("SLUG", "/slug"),
            new Column("API/MIN", "/api_burst_per_min"), new Column("API/DAY", "/api_per_day"),
            new Column("RES SLOTS", "/products/residential/concurrent"),
            new Column("RES RPS", "/products/residential/rps"), new Column("MOB SLOTS", "/products/mobile/concurrent"),
            new Column("MOB RPS", "/products/mobile/rps"), new Column("ISP SLOTS", "/products/isp/concurrent_per_ip"),
            new Column("SUB-USERS", "/subusers_max"), new Column("TRIAL", "/trial"));

    private final Surroundings around;

    PlanCommand(Surroundings around) {
        this.around = around;
    }

    /// What a plan may be given and changed.
    private static final class Details {

        @Option(names = "--api-per-day", paramLabel = "N", description = "API requests a day, or `unlimited`.")
        private @Nullable String perDay;

        @Option(names = "--residential", paramLabel = "SLOTS/RPS", description = "Slots and requests a second of a sub-user, "
                + "such as 400/500. Products that are not named leave the plan, if any is.")
        private @Nullable String residential;

        @Option(names = "--mobile", paramLabel = "SLOTS/RPS", description = "The same of mobile.")
        private @Nullable String mobile;

        @Option(names = "--isp", paramLabel = "SLOTS/RPS/IPS", description = "Connections and requests a second of an address, "
                + "and addresses of an order, such as 1000/200/5000.")
        private @Nullable String isp;

        @Option(names = "--subusers-max", paramLabel = "N", description = "Sub-users that an account may have.")
        private @Nullable Integer subUsersMax;

        @Option(names = "--trial", negatable = true, description = "Whether it is a trial.")
        private @Nullable Boolean trial;

        @Option(names = "--gb", split = ",", paramLabel = "PRODUCT=GB", description = "Traffic of a month, such as "
                + "residential=100,mobile=10.")
        private @Nullable Map<String, BigDecimal> included;

        @Option(names = "--usd", split = ",", paramLabel = "PRODUCT=DOLLARS", description = "Prices of a month, such as "
                + "residential=199.")
        private @Nullable Map<String, BigDecimal> prices;

        ObjectNode body(@Nullable Integer perMinute) {
            ObjectNode body = ApiSession.body();
            if (perMinute != null) {
                body.put("api_burst_per_min", perMinute);
            }
            perDay(body);
            if (residential != null || mobile != null || isp != null) {
                ObjectNode products = body.putObject("products");
                product(products, "residential", residential, "concurrent", "rps");
                product(products, "mobile", mobile, "concurrent", "rps");
                product(products, "isp", isp, "concurrent_per_ip", "rps_per_ip", "quantity_max");
            }
            if (subUsersMax != null) {
                body.put("subusers_max", subUsersMax);
            }
            if (trial != null) {
                body.put("trial", trial);
            }
            amounts(body, "gb_included", included);
            amounts(body, "price_usd", prices);
            return body;
        }

        private void perDay(ObjectNode body) {
            if (perDay != null && perDay.equals("unlimited")) {
                body.putNull("api_per_day");
            } else if (perDay != null) {
                body.put("api_per_day", number("--api-per-day", perDay));
            }
        }

        private static void product(ObjectNode products, String name, @Nullable String given, String... figures) {
            if (given == null) {
                return;
            }
            String[] parts = given.split("/", -1);
            if (parts.length != figures.length) {
                throw new UserError("--" + name + " is not valid",
                        "write " + figures.length + " numbers with / between them");
            }
            ObjectNode product = products.putObject(name);
            for (int i = 0; i < parts.length; i++) {
                product.put(figures[i], number("--" + name, parts[i]));
            }
        }

        private static long number(String option, String given) {
            try {
                return Long.parseLong(given);
            } catch (NumberFormatException _) {
                throw new UserError(option + " is not valid", "write numbers");
            }
        }

        private static void amounts(ObjectNode body, String field, @Nullable Map<String, BigDecimal> given) {
            if (given != null) {
                ObjectNode amounts = body.putObject(field);
                given.forEach(amounts::put);
            }
        }
    }

    private static String path(String slug) {
        return "/plans/" + Call.segment(slug);
    }

    @Command(name = "list", description = "Lists plans, newest first.")
    int list(@Mixin ApiOptions api, @Mixin ListOptions list) {
        return api.open(around).list(Call.get("/plans"), list.limit(), COLUMNS);
    }

    @Command(name = "show", description = "Shows a plan; without a slug, the one that the token's account is on.")
    int show(@Mixin ApiOptions api,
            @Parameters(arity = "0..1", paramLabel = "SLUG", description = "The plan.") @Nullable String slug) {
        return api.open(around).show(Call.get(slug == null ? "/plan" : path(slug)));
    }

    @Command(name = "create", description = "Makes a plan.")
    int create(@Mixin ApiOptions api, @Mixin Details details,
            @Parameters(paramLabel = "SLUG", description = "Its name.") String slug,
            @Option(names = "--api-per-minute", required = true, paramLabel = "N", description = "API requests a minute.") int perMinute) {
        return api.open(around).show(Call.post("/plans", details.body(perMinute).put("slug", slug)));
    }

    @Command(name = "change", description = "Changes a plan for all accounts on it; what is left out stays.")
    int change(@Mixin ApiOptions api, @Mixin Details details,
            @Parameters(paramLabel = "SLUG", description = "The plan.") String slug,
            @Option(names = "--api-per-minute", paramLabel = "N", description = "API requests a minute.") @Nullable Integer perMinute) {
        return api.open(around).show(Call.patch(path(slug), details.body(perMinute)));
    }

    @Command(name = "delete", description = "Deletes a plan that no account is on.")
    int delete(@Mixin ApiOptions api, @Parameters(paramLabel = "SLUG", description = "The plan.") String slug) {
        return api.open(around).done(Call.delete(path(slug)), "The plan " + slug + " is deleted.");
    }
}
