package dev.tollgate.bench.load;

/// What a client shows to a proxy.
public record Login(String username, String password) {
    @Override
    public String toString() {
        return "Login[hidden]";
    }
}
