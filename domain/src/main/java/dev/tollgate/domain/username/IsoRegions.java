package dev.tollgate.domain.username;

import java.util.List;

/// The countries of ISO 3166-1 alpha-2, in lower case. Written out, so that a username's meaning does not change with
/// the JDK.
public final class IsoRegions {

    private static final List<String> ALL = List.of(codes());

    /// By place of the two letters, so that asking costs no hash.
    private static final boolean[] KNOWN = new boolean[26 * 26];
    /// Every two letters as one shared text, whether or not they are a country.
    private static final String[] TEXTS = new String[26 * 26];

    static {
        ALL.forEach(code -> KNOWN[place(code)] = true);
        for (int place = 0; place < TEXTS.length; place++) {
            TEXTS[place] = "" + (char) ('a' + place / 26) + (char) ('a' + place % 26);
        }
    }

    private IsoRegions() {}

    public static boolean contains(String region) {
        return region.length() == 2 && letter(region.charAt(0)) && letter(region.charAt(1)) && KNOWN[place(region)];
    }

    /// All 249 codes in alphabetical order.
    public static List<String> all() {
        return ALL;
    }

    /// The text of two lower-case letters, without making it anew.
    static String text(int first, int second) {
        return TEXTS[(first - 'a') * 26 + second - 'a'];
    }

    private static boolean letter(char c) {
        return c >= 'a' && c <= 'z';
    }

    private static int place(String code) {
        return (code.charAt(0) - 'a') * 26 + code.charAt(1) - 'a';
    }

    private static String[] codes() {
        String text = """
                ad ae af ag ai al am ao aq ar as at au aw ax az
                ba bb bd be bf bg bh bi bj bl bm bn bo bq br bs bt bv bw by bz
                ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz
                de dj dk dm do dz
                ec ee eg eh er es et
                fi fj fk fm fo fr
                ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy
                hk hm hn hr ht hu
                id ie il im in io iq ir is it
                je jm jo jp
                ke kg kh ki km kn kp kr kw ky kz
                la lb lc li lk lr ls lt lu lv ly
                ma mc md me mf mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz
                na nc ne nf ng ni nl no np nr nu nz
                om
                pa pe pf pg ph pk pl pm pn pr ps pt pw py
                qa
                re ro rs ru rw
                sa sb sc sd se sg sh si sj sk sl sm sn so sr ss st sv sx sy sz
                tc td tf tg th tj tk tl tm tn to tr tt tv tw tz
                ua ug um us uy uz
                va vc ve vg vi vn vu
                wf ws
                ye yt
                za zm zw
                """;
        return text.strip().split("\\s+", -1);
    }
}
