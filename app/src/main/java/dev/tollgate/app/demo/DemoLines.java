package dev.tollgate.app.demo;

import java.nio.file.Path;
import java.util.List;

/// The commands that a reader copies: three that work and one that is refused on purpose.
///
/// @param all in the order in which they are shown
record DemoLines(List<Line> all) {

    /// @param title what it shows
    /// @param command for a shell
    /// @param expected what its output holds
    record Line(String title, String command, String expected) {}

    static DemoLines of(String prefix, String name, String password, int gatewayPort, int targetPort,
            Path certificate) {
        String username = prefix + name + "-type-res-region-us";
        String wrong = prefix + name + "-type-res-country-us";
        String target = " http://127.0.0.1:" + targetPort + "/";
        String gateway = "@127.0.0.1:" + gatewayPort;
        return new DemoLines(List.of(
                new Line("HTTP", "curl -sS -x http://" + username + ":" + password + gateway + target,
                        DemoTarget.GREETING.strip()),
                new Line("SOCKS5", "curl -sS -x socks5h://" + username + ":" + password + gateway + target,
                        DemoTarget.GREETING.strip()),
                new Line("TLS", "curl -sS --proxy-cacert " + certificate + " -x https://" + username + ":" + password
                        + gateway + target, DemoTarget.GREETING.strip()),
                new Line("Refused, and told why (`country` is not a key, `region` is)",
                        "curl -sS -i -x http://" + wrong + ":" + password + gateway + target, "bad-username")));
    }
}
