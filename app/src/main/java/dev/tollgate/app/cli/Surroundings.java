package dev.tollgate.app.cli;

import java.io.PrintWriter;
import java.util.Map;

/// What a command finds around it.
///
/// @param commands what it can set going
/// @param environment the variables of the process
/// @param out where its answer goes
record Surroundings(Commands commands, Map<String, String> environment, PrintWriter out) {}
