package dev.tollgate.app.journey.target;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Runs `git http-backend` for each request, as a web server does (RFC 3875).
///
/// @param repositories the folder of bare repositories
record GitBackend(Path repositories) {

    void answer(TargetRequest request, OutputStream out) throws IOException {
        Process backend = start(request);
        // Both ways at once: git may answer before it has read everything.
        Thread feeding = Thread.ofVirtual().start(() -> feed(request.body(), backend.getOutputStream()));
        try (InputStream said = new BufferedInputStream(backend.getInputStream())) {
            List<String> fields = new ArrayList<>();
            String status = "200 OK";
            for (String field = TargetRequest.needed(said); !field.isEmpty(); field = TargetRequest.needed(said)) {
                if (field.startsWith("Status: ")) {
                    status = field.substring("Status: ".length());
                } else {
                    fields.add(field);
                }
            }
            byte[] body = said.readAllBytes();
            feeding.join();
            new TargetAnswer(out, false).fixed(status, body, fields.toArray(String[]::new));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } finally {
            backend.destroy();
        }
    }

    private Process start(TargetRequest request) throws IOException {
        String[] parts = request.path().split("\\?", 2);
        var builder = new ProcessBuilder("git", "http-backend").redirectError(ProcessBuilder.Redirect.DISCARD);
        Map<String, String> environment = builder.environment();
        environment.put("GIT_PROJECT_ROOT", repositories.toString());
        environment.put("GIT_HTTP_EXPORT_ALL", "1");
        environment.put("REMOTE_USER", "journey");
        environment.put("REMOTE_ADDR", "127.0.0.1");
        environment.put("REQUEST_METHOD", request.method());
        environment.put("PATH_INFO", parts[0].substring("/git".length()));
        environment.put("QUERY_STRING", parts.length > 1 ? parts[1] : "");
        request.field("content-type").ifPresent(type -> environment.put("CONTENT_TYPE", type));
        request.field("content-length").ifPresent(length -> environment.put("CONTENT_LENGTH", length));
        request.field("content-encoding").ifPresent(coding -> environment.put("HTTP_CONTENT_ENCODING", coding));
        request.field("git-protocol").ifPresent(version -> environment.put("GIT_PROTOCOL", version));
        return builder.start();
    }

    private static void feed(InputStream body, OutputStream backend) {
        try (backend) {
            body.transferTo(backend);
        } catch (IOException _) {
            // Git has read enough.
            return;
        }
    }

}
