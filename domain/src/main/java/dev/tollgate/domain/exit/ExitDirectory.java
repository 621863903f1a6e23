package dev.tollgate.domain.exit;

import dev.tollgate.domain.subuser.Product;
import dev.tollgate.domain.username.IsoRegions;
import dev.tollgate.domain.username.Locations;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/// The exits of a snapshot: which one a request gets, and which places exist (G§8.2, G§14.2). Immutable.
public final class ExitDirectory implements Locations {
    private final List<Exit> exits;
    private final Set<String> extraRegions;

    /// @param extraRegions known beside those of ISO 3166-1
    public ExitDirectory(Collection<Exit> exits, Set<String> extraRegions) {
        this.exits = List.copyOf(exits);
        this.extraRegions = Set.copyOf(extraRegions);
    }

    public List<Exit> exits() {
        return exits;
    }

    /// A weighted random choice among the exits that fit.
    public ExitChoice choose(ExitWish wish, RandomGenerator random) {
        int total = 0;
        for (Exit exit : exits) {
            total += eligible(exit, wish) ? exit.weight() : 0;
        }
        if (total == 0) {
            return new ExitChoice.NoneFits();
        }
        int drawn = random.nextInt(total);
        for (Exit exit : exits) {
            if (eligible(exit, wish)) {
                drawn -= exit.weight();
                if (drawn < 0) {
                    return new ExitChoice.Chosen(exit);
                }
            }
        }
        throw new IllegalStateException("a draw below the sum of the weights finds its exit");
    }

    private static boolean eligible(Exit exit, ExitWish wish) {
        return exit.state() == ExitState.ACTIVE && exit.labels().fit(wish);
    }

    @Override
    public boolean regionKnown(String region) {
        return IsoRegions.contains(region) || extraRegions.contains(region);
    }

    @Override
    public boolean stateKnown(Product product, String region, String state) {
        return known(product, region, Optional.empty(), ExitLabels::state, state);
    }

    @Override
    public boolean cityKnown(Product product, String region, String state, String city) {
        return known(product, region, Optional.of(state), ExitLabels::city, city);
    }

    @Override
    public boolean asnKnown(Product product, String region, Optional<String> state, long asn) {
        return known(product, region, state, ExitLabels::asn, Long.toString(asn));
    }

    /// A kind of place of which the catalogue has none in the region, or in the state, is not judged.
    private boolean known(Product product, String region, Optional<String> state, Function<ExitLabels, LabelValue> kind,
            String value) {
        boolean any = false;
        for (Exit exit : exits) {
            ExitLabels labels = exit.labels();
            if (in(labels, product, region) && (state.isEmpty() || labels.state().fits(state.get()))) {
                LabelValue label = kind.apply(labels);
                if (label.fits(value)) {
                    return true;
                }
                any |= !(label instanceof LabelValue.None);
            }
        }
        return !any;
    }

    private static boolean in(ExitLabels labels, Product product, String region) {
        return labels.products().contains(product) && labels.region().fits(region);
    }
}
