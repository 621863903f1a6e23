package dev.tollgate.app.journey;

/// curl, told to trust the authority of the journeys and nothing of this user's own settings.
final class Curl {
    private Curl() {}

    static Program find() {
        String authority = Certificates.shared().authority().toString();
        return Program.find("curl").with("-q", "-sS", "--max-time", "150", "--cacert", authority, "--proxy-cacert",
                authority);
    }
}
