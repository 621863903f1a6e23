package dev.tollgate.store.exit;

import dev.tollgate.domain.exit.ExitId;
import dev.tollgate.domain.exit.ExitLabels;
import dev.tollgate.domain.exit.LabelValue;
import dev.tollgate.domain.subuser.Product;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// The table `exit_labels`: one row for each value. A label without a value has no row, so that a list of no values comes
/// back as [LabelValue.None], which fits as little.
final class ExitLabelTable {
    static final ExitLabels NONE = labels(Map.of());

    private static final String ANY = "*";
    private static final String PRODUCT = "product";
    private static final String REGION = "region";
    private static final String STATE = "state";
    private static final String CITY = "city";
    private static final String ASN = "asn";

    private final Handle handle;

    ExitLabelTable(Handle handle) {
        this.handle = handle;
    }

    private record Row(ExitId exit, String kind, String value) {}

    Map<ExitId, ExitLabels> all() {
        Map<ExitId, Map<String, Set<String>>> values = new HashMap<>();
        handle.select("SELECT exit, kind, value FROM exit_labels")
                .map((row, _) -> new Row(new ExitId(row.getString("exit")), row.getString("kind"), row.getString(
                        "value")))
                .forEach(row -> values.computeIfAbsent(row.exit(), _ -> new HashMap<>())
                        .computeIfAbsent(row.kind(), _ -> new HashSet<>()).add(row.value()));
        Map<ExitId, ExitLabels> labels = new HashMap<>();
        values.forEach((exit, byKind) -> labels.put(exit, labels(byKind)));
        return labels;
    }

    void insert(ExitId exit, ExitLabels labels) {
        labels.products().forEach(product -> insert(exit, PRODUCT, product.slug()));
        insert(exit, REGION, labels.region());
        insert(exit, STATE, labels.state());
        insert(exit, CITY, labels.city());
        insert(exit, ASN, labels.asn());
    }

    private void insert(ExitId exit, String kind, LabelValue label) {
        switch (label) {
            case LabelValue.None() -> {
            }
            case LabelValue.Any() -> insert(exit, kind, ANY);
            case LabelValue.OneOf(Set<String> values) -> values.forEach(value -> insert(exit, kind, value));
        }
    }

    private void insert(ExitId exit, String kind, String value) {
        handle.execute("INSERT INTO exit_labels (exit, kind, value) VALUES (?, ?, ?)", exit.value(), kind, value);
    }

    private static ExitLabels labels(Map<String, Set<String>> byKind) {
        Set<Product> products = byKind.getOrDefault(PRODUCT, Set.of()).stream()
                .map(slug -> Product.bySlug(slug).orElseThrow()).collect(Collectors.toSet());
        return new ExitLabels(products, label(byKind, REGION), label(byKind, STATE), label(byKind, CITY),
                label(byKind, ASN));
    }

    private static LabelValue label(Map<String, Set<String>> byKind, String kind) {
        Set<String> values = byKind.getOrDefault(kind, Set.of());
        if (values.isEmpty()) {
            return new LabelValue.None();
        }
        return values.contains(ANY) ? new LabelValue.Any() : new LabelValue.OneOf(values);
    }
}
