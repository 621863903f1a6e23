package dev.tollgate.bench.contender;

import dev.tollgate.bench.load.Login;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The files of contenders that are configured by files, and the one login they all know.
final class Configuration {
    static final List<Login> LOGIN = List.of(new Login("bench", "secret"));
    /// The same login as `htpasswd` writes it.
    static final String PASSWORD_FILE = "bench:$apr1$tollgate$hlrfQXz6WqsU.RsyPEOUW1\n";

    private Configuration() {}

    static Path write(Path folder, String name, String content) {
        try {
            return Files.writeString(folder.resolve(name), content);
        } catch (IOException e) {
            throw new IllegalStateException(name + " cannot be written", e);
        }
    }
}
