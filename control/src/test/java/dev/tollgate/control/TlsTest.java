package dev.tollgate.control;

import dev.tollgate.control.http.ListenException;
import dev.tollgate.domain.address.CidrSet;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// The API inside TLS, its identity from PEM files.
class TlsTest {

    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    private Path directory = Path.of("");

    private static TestApi serving(ApiConfig.TlsFiles files) {
        TestApi.Choices usual = TestApi.Choices.USUAL;
        return new TestApi(new TestApi.Choices(CidrSet.EMPTY, Optional.of(files), usual.subUsers(), usual.lastUse()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC", "Ed25519"})
    void the_api_is_served_inside_tls(String algorithm) throws Exception {
        KeyStore made = make(algorithm);
        try (TestApi api = serving(files(made)); HttpClient client = trusting(made)) {
            HttpRequest request = HttpRequest
                    .newBuilder(URI.create("https://127.0.0.1:" + api.port() + "/v1/users/me"))
                    .header("Authorization", "Bearer " + api.token).build();

            assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void unusable_files_are_said_in_one_line() throws Exception {
        Path foreign = Files.copy(files(make("EC")).certificate(), directory.resolve("foreign.pem"));
        ApiConfig.TlsFiles right = files(make("EC"));
        Path nonsense = Files.writeString(directory.resolve("nonsense.pem"), "nonsense");

        for (ApiConfig.TlsFiles wrong : new ApiConfig.TlsFiles[]{
            new ApiConfig.TlsFiles(directory.resolve("missing"), right.key()),
            new ApiConfig.TlsFiles(right.certificate(), directory.resolve("missing")),
            new ApiConfig.TlsFiles(nonsense, right.key()), new ApiConfig.TlsFiles(right.certificate(), nonsense),
            new ApiConfig.TlsFiles(right.certificate(), right.certificate()),
            new ApiConfig.TlsFiles(foreign, right.key())}) {
            assertThatThrownBy(() -> serving(wrong)).isInstanceOf(ListenException.class)
                    .hasMessageStartingWith("api.tls: ").hasMessageNotContaining("\n");
        }
    }

    /// The JDK has no public class that signs a certificate, only its tool.
    private KeyStore make(String algorithm) throws IOException, GeneralSecurityException, InterruptedException {
        Path file = directory.resolve("made.p12");
        Files.deleteIfExists(file);
        Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1", "-genkeypair", "-keystore", file.toString(), "-storetype", "PKCS12",
                "-storepass",
                new String(PASSWORD), "-alias", "api", "-keyalg", algorithm, "-dname", "CN=api.example.net", "-ext",
                "san=ip:127.0.0.1", "-validity", "2").redirectErrorStream(true)
                .redirectOutput(directory.resolve("keytool.txt").toFile()).start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore made = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            made.load(in, PASSWORD);
        }
        return made;
    }

    private ApiConfig.TlsFiles files(KeyStore made) throws IOException, GeneralSecurityException {
        Path certificate = pem("CERTIFICATE", made.getCertificate("api").getEncoded());
        Path key = pem("PRIVATE KEY", made.getKey("api", PASSWORD).getEncoded());
        return new ApiConfig.TlsFiles(certificate, key);
    }

    private Path pem(String type, byte[] encoded) throws IOException {
        String base64 = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(encoded);
        return Files.writeString(directory.resolve(type.replace(' ', '-') + ".pem"),
                "-----BEGIN " + type + "-----\n" + base64 + "\n-----END " + type + "-----\n");
    }

    private static HttpClient trusting(KeyStore made) throws IOException, GeneralSecurityException {
        KeyStore roots = KeyStore.getInstance("PKCS12");
        roots.load(null, PASSWORD);
        roots.setCertificateEntry("api", made.getCertificate("api"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(roots);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(context).build();
    }
}
