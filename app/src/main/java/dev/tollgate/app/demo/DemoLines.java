package dev.tollgate.app.demo;

import java.util.List;
import java.util.Map;

/// The commands that a reader copies: three that work and one that is refused on purpose.
///
/// @param all in the order in which they are shown
record DemoLines(List<Line> all) {

    /// @param title what it shows
    /// @param command for a shell
    /// @param expected what its output holds
    record Line(String title, String command, String expected) {}

    static DemoLines of(DemoNode demo, boolean bypassesProxies) {
        // curl obeys the variable even where a proxy is named, and would go straight to the target.
        String curl = bypassesProxies ? "curl --noproxy '' -sS " : "curl -sS ";
        String username = demo.username();
        String wrong = username.replace("-region-", "-country-");
        String password = demo.password();
        String target = " http://127.0.0.1:" + demo.targetPort() + "/";
        String gateway = "@127.0.0.1:" + demo.node().gatewayPort();
        return new DemoLines(List.of(
                new Line("HTTP", curl + "-x http://" + username + ":" + password + gateway + target,
                        DemoTarget.GREETING.strip()),
                new Line("SOCKS5", curl + "-x socks5h://" + username + ":" + password + gateway + target,
                        DemoTarget.GREETING.strip()),
                new Line("TLS", curl + "--proxy-cacert " + demo.certificate() + " -x https://" + username + ":"
                        + password
                        + gateway + target, DemoTarget.GREETING.strip()),
                new Line("Refused, and told why (`country` is not a key, `region` is)",
                        curl + "-i -x http://" + wrong + ":" + password + gateway + target, "bad-username")));
    }

    /// Whether programs in this environment are told to reach some targets without a proxy.
    static boolean bypassesProxies(Map<String, String> environment) {
        return environment.containsKey("NO_PROXY") || environment.containsKey("no_proxy");
    }
}
