package dev.tollgate.app.cli;

import dev.tollgate.app.client.Answer;
import dev.tollgate.app.client.Api;
import dev.tollgate.app.client.Call;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Calls of the API and what is shown of their answers: tables for people, JSON for programs. Confined to one thread.
final class ApiSession {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String PAGE = "200";

    private final Api api;
    private final boolean json;
    private final PrintWriter out;

    ApiSession(Api api, boolean json, PrintWriter out) {
        this.api = api;
        this.json = json;
        this.out = out;
    }

    /// A body without fields.
    static ObjectNode body() {
        return MAPPER.createObjectNode();
    }

    /// What the API answers, or an [ApiFailure].
    JsonNode ask(Call call) {
        return switch (api.send(call)) {
            case Answer.Ok(JsonNode body) -> body;
            case Answer.Refused refused -> throw ApiFailure.of(refused);
            case Answer.Unreachable unreachable -> throw ApiFailure.of(unreachable);
        };
    }

    /// Shows one object, a field to a line.
    int show(Call call) {
        JsonNode body = ask(call);
        if (json) {
            print(body);
        } else {
            Table.ofFields(body).print(out);
        }
        return CommandLineTool.OK;
    }

    /// Shows a list, an item to a line.
    ///
    /// @param atMost items
    int list(Call call, int atMost, List<Column> columns) {
        List<JsonNode> items = items(call, atMost);
        if (json) {
            ObjectNode whole = body();
            items.forEach(whole.putArray("data")::add);
            print(whole);
        } else {
            Table.of(items, columns).print(out);
        }
        return CommandLineTool.OK;
    }

    private List<JsonNode> items(Call call, int atMost) {
        List<JsonNode> items = new ArrayList<>();
        Call next = call.with("limit", PAGE);
        while (true) {
            JsonNode page = ask(next);
            page.path("data").forEach(items::add);
            JsonNode cursor = page.path("next_cursor");
            if (!cursor.isString() || items.size() >= atMost) {
                return items.subList(0, Math.min(atMost, items.size()));
            }
            next = call.with("limit", PAGE).with("cursor", cursor.stringValue());
        }
    }

    /// Does what has nothing to show but that it is done.
    int done(Call call, String said) {
        ask(call);
        if (!json) {
            out.println(said);
        }
        return CommandLineTool.OK;
    }

    private void print(JsonNode body) {
        out.println(MAPPER.writeValueAsString(body));
    }
}
