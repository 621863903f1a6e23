package dev.tollgate.app.accesslog;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.CharacterEscapes;

/// JSON's own escapes, and one for DEL, which JSON lets pass.
final class EscapedControls extends CharacterEscapes {
    private static final long serialVersionUID = 1;
    private static final int DEL = 0x7F;

    @Override
    public int[] getEscapeCodesForAscii() {
        int[] codes = standardAsciiEscapesForJSON();
        codes[DEL] = ESCAPE_STANDARD;
        return codes;
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int character) {
        return null;
    }
}
