package dev.tollgate.gateway.sandbox;

/// What comes next in a conversation with the sandbox.
sealed interface EchoStep {
    /// The bytes are used up as far as they could be.
    record NeedsMore() implements EchoStep {}

    /// @param bytes to send
    /// @param last whether nothing more is said, nor read
    record Say(byte[] bytes, boolean last) implements EchoStep {}
}
