package dev.tollgate.control;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The console in a browser: a client with a cookie, which writes from a page of the API's own site.
public final class Browser {

    private final Caller caller;
    private final String cookie;
    private final String csrfToken;

    private Browser(Caller caller, String cookie, String csrfToken) {
        this.caller = caller;
        this.cookie = cookie;
        this.csrfToken = csrfToken;
    }

    /// As a sign-in leaves it.
    static Browser after(Caller caller, Reply signIn) {
        return new Browser(caller, signIn.header("Set-Cookie").split(";", 2)[0], signIn.at("/csrf_token"));
    }

    static Browser withCookie(Caller caller, String cookie) {
        return new Browser(caller, cookie, caller.get("/auth/session", "Cookie", cookie).at("/csrf_token"));
    }

    public String cookie() {
        return cookie;
    }

    public String csrfToken() {
        return csrfToken;
    }

    public String origin() {
        return "http://127.0.0.1:" + caller.port();
    }

    public Reply get(String path, String... headers) {
        return caller.get(path, with(headers, "Cookie", cookie));
    }

    public Reply post(String path, String body, String... headers) {
        return caller.post(path, body, writing(headers));
    }

    public Reply patch(String path, String body, String... headers) {
        return caller.patch(path, body, writing(headers));
    }

    public Reply delete(String path, String body, String... headers) {
        return caller.send("DELETE", path, body.getBytes(StandardCharsets.UTF_8), writing(headers));
    }

    public Reply send(String method, String path, String body) {
        return caller.send(method, path, body.getBytes(StandardCharsets.UTF_8), writing());
    }

    /// The headers of a write; given ones come last, and so take the place of these.
    private String[] writing(String... headers) {
        return with(headers, "Cookie", cookie, "Origin", origin(), "X-CSRF-Token", csrfToken);
    }

    private static String[] with(String[] given, String... usual) {
        List<String> all = new ArrayList<>(List.of(usual));
        Stream.of(given).forEach(all::add);
        return all.toArray(String[]::new);
    }
}
