/// What the commands of the command line do with a node.
@NullMarked
package dev.tollgate.app.commands;

import org.jspecify.annotations.NullMarked;
