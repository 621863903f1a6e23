package dev.tollgate.control.input;

import dev.tollgate.domain.error.ApiError;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

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

    /// A moment in RFC 3339.
    public Optional<Instant> time() {
        Optional<String> text = text();
        Optional<Instant> time = text.flatMap(Times::read);
        if (text.isPresent() && time.isEmpty()) {
            fault(Issue.BAD_FORMAT);
        }
        return time;
    }

    public Optional<Boolean> flag() {
        return typed(JsonNode::isBoolean).map(JsonNode::booleanValue);
    }

    /// An integer of any size: `1.0` and `1e3` are numbers, but not integers.
    public Optional<BigInteger> integer() {
        return typed(JsonNode::isIntegralNumber).map(JsonNode::bigIntegerValue);
    }

    /// An integer from `least` to `most`.
    public Optional<Integer> integer(int least, int most) {
        Optional<BigInteger> given = integer();
        if (given.isPresent() && (given.get().compareTo(BigInteger.valueOf(least)) < 0
                || given.get().compareTo(BigInteger.valueOf(most)) > 0)) {
            fault(Issue.OUT_OF_RANGE);
            return Optional.empty();
        }
        return given.map(BigInteger::intValueExact);
    }

    /// A number from `least` to `most` of at most `scale` decimals.
    public Optional<BigDecimal> number(BigDecimal least, BigDecimal most, int scale) {
        Optional<BigDecimal> given = typed(JsonNode::isNumber).map(JsonNode::decimalValue);
        if (given.isEmpty()) {
            return given;
        }
        // Compared before anything is done with it: the exponent may be such that its digits would fill the memory.
        if (given.get().compareTo(least) < 0 || given.get().compareTo(most) > 0) {
            fault(Issue.OUT_OF_RANGE);
            return Optional.empty();
        }
        if (given.get().stripTrailingZeros().scale() > scale) {
            fault(Issue.BAD_FORMAT);
            return Optional.empty();
        }
        return given;
    }

    /// The fields of an object, each named like `products.mobile`.
    public Optional<Fields> object() {
        return typed(JsonNode::isObject).map(object -> new Fields((ObjectNode) object, faults, name + "."));
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
