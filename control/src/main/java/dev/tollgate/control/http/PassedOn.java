package dev.tollgate.control.http;

import java.nio.channels.ServerSocketChannel;

/// A socket that another process opened and passed on.
///
/// @param channel accepts from it; what the channel says of its own address is not true of it
/// @param port it listens on
public record PassedOn(ServerSocketChannel channel, int port) {}
