package dev.tollgate.domain.member;

import dev.tollgate.domain.address.IpAddress;
import java.util.Locale;
import java.util.regex.Pattern;

/// The form of e-mail addresses: a mailbox of RFC 5321, section 4.1.2, of at most 254 characters.
public final class EmailAddress {
    public static final int LONGEST = 254;
    private static final int LONGEST_LOCAL_PART = 64;
    private static final int LONGEST_LABEL = 63;
    private static final Pattern DOT_STRING = Pattern
            .compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]++(?:\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]++)*+");
    private static final Pattern QUOTED = Pattern.compile("\"(?:[ !#-\\[\\]-~]|\\\\[ -~])*+\"");
    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?");
    private static final String V6 = "IPv6:";

    private EmailAddress() {}

    public static boolean wellFormed(String text) {
        int at = text.lastIndexOf('@');
        return at > 0 && at <= LONGEST_LOCAL_PART && text.length() <= LONGEST && local(text.substring(0, at))
                && domain(text.substring(at + 1));
    }

    /// The same for all spellings that differ in the case of letters alone: people do not tell them apart.
    public static String folded(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static boolean local(String text) {
        return DOT_STRING.matcher(text).matches() || QUOTED.matcher(text).matches();
    }

    private static boolean domain(String text) {
        if (text.startsWith("[") && text.endsWith("]")) {
            return literal(text.substring(1, text.length() - 1));
        }
        for (String label : text.split("\\.", -1)) {
            if (label.length() > LONGEST_LABEL || !LABEL.matcher(label).matches()) {
                return false;
            }
        }
        return true;
    }

    private static boolean literal(String text) {
        boolean v6 = text.regionMatches(true, 0, V6, 0, V6.length());
        return IpAddress.parse(v6 ? text.substring(V6.length()) : text).filter(one -> one.v4() != v6).isPresent();
    }
}
