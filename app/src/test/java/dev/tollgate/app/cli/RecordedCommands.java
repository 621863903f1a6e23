package dev.tollgate.app.cli;

import dev.tollgate.app.client.Answer;
import dev.tollgate.app.client.Api;
import dev.tollgate.app.client.ApiAddress;
import dev.tollgate.app.settings.Settings;
import dev.tollgate.app.settings.read.SettingsSources;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.MissingNode;

/// Notes what it was asked to do.
final class RecordedCommands implements Commands {

    final List<String> asked = new ArrayList<>();
    /// Answers every call, unless a test puts another in its place.
    Api api = _ -> new Answer.Ok(MissingNode.getInstance());

    @Override
    public int serve(Settings.Outcome.Loaded loaded, SettingsSources sources, boolean takeOver) {
        asked.add("serve " + loaded.settings().dataDir() + (takeOver ? " in its place" : ""));
        return 0;
    }

    @Override
    public int demo(boolean check, SettingsSources sources) {
        asked.add("demo " + check);
        return 0;
    }

    @Override
    public int createToken(Settings settings, NewToken token) {
        asked.add(token.toString());
        return 0;
    }

    @Override
    public int verifyAudit(Settings settings) {
        asked.add("audit verify " + settings.dataDir());
        return 0;
    }

    @Override
    public int train(Duration duration) {
        asked.add("train " + duration);
        return 0;
    }

    @Override
    public Api connect(ApiAddress address) {
        asked.add(address.toString());
        return api;
    }

    @Override
    public int doctor(Settings settings) {
        asked.add("doctor");
        throw new IllegalStateException("a bug");
    }
}
