package dev.tollgate.control.input;

import java.util.LinkedHashSet;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// The fields of a body, taken one by one; what nobody took is a fault. Confined to the request's thread.
public final class Fields {

    private final ObjectNode body;
    private final Faults faults;
    private final String prefix;
    private final Set<String> left;

    public Fields(ObjectNode body, Faults faults) {
        this(body, faults, "");
    }

    /// @param prefix in front of their names, of fields inside another
    Fields(ObjectNode body, Faults faults, String prefix) {
        this.prefix = prefix;
        this.body = body;
        this.faults = faults;
        this.left = new LinkedHashSet<>(body.propertyNames());
    }

    public Field take(String name) {
        left.remove(name);
        return new Field(prefix + name, body.optional(name), faults);
    }

    public Faults faults() {
        return faults;
    }

    /// Names as a fault every field that was not taken.
    ///
    /// @param readOnly those that exist, but not for the caller to set
    public void refuseTheRest(Set<String> readOnly) {
        left.forEach(name -> faults.add(prefix + name, readOnly.contains(name)
                ? Issue.READ_ONLY
                : Issue.UNKNOWN_FIELD));
    }
}
