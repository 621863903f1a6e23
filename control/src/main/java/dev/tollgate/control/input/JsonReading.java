package dev.tollgate.control.input;

import tools.jackson.databind.node.ObjectNode;

/// What became of the bytes of a body.
public sealed interface JsonReading {

    record Parsed(ObjectNode object) implements JsonReading {}

    /// @param why for the error's message; holds nothing of the body
    record Invalid(String why) implements JsonReading {}
}
