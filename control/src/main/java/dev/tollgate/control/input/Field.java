package dev.tollgate.control.input;

import dev.tollgate.domain.error.ApiError;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/// One field of a body, present or not. Its readers name what is wrong and then return nothing; they never coerce.
public final class Field {

    private final String name;
    private final Optional<JsonNode> value;
    private final Faults faults;

    Field(String name, Optional<JsonNode> value, Faults faults) {
        this.name = name;
        this.value = value;
        this.faults = faults;
    }

    public boolean present() {
        return value.isPresent();
    }

    public boolean isNull() {
        return value.isPresent() && value.get().isNull();
    }

    /// This field, after noting it as missing if it is.
    public Field required() {
        if (value.isEmpty()) {
            fault(Issue.REQUIRED);
        }
        return this;
    }

    public void fault(Issue issue) {
        faults.add(name, issue);
    }

    /// @param alone the code that answers if this stays the only fault
    public void fault(Issue issue, ApiError alone) {
        faults.add(name, issue, alone);
    }

    public Optional<String> text() {
        return typed(JsonNode::isString).map(JsonNode::stringValue);
    }

    public Optional<Boolean> flag() {
        return typed(JsonNode::isBoolean).map(JsonNode::booleanValue);
    }

    /// An integer of any size: `1.0` and `1e3` are numbers, but not integers.
    public Optional<BigInteger> integer() {
        return typed(JsonNode::isIntegralNumber).map(JsonNode::bigIntegerValue);
    }

    /// The elements, each a field named like `products[1]`.
    public Optional<List<Field>> elements() {
        return typed(JsonNode::isArray).map(array -> {
            List<JsonNode> values = List.copyOf(array.values());
            return IntStream.range(0, values.size())
                    .mapToObj(i -> new Field(name + "[" + i + "]", Optional.of(values.get(i)), faults)).toList();
        });
    }

    private Optional<JsonNode> typed(Predicate<JsonNode> right) {
        if (value.isPresent() && !right.test(value.get())) {
            fault(Issue.WRONG_TYPE);
            return Optional.empty();
        }
        return value;
    }
}
