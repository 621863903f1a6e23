package dev.tollgate.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The raw values, for whoever wants to compute something else of them.
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Json() {}

    /// @param circumstances where and how it was measured
    public static String write(Sheet sheet, Map<String, Object> circumstances) {
        Map<String, Object> figures = new LinkedHashMap<>();
        for (Figure figure : sheet.figures()) {
            Map<String, Object> byContender = new LinkedHashMap<>();
            for (String contender : sheet.contenders()) {
                if (!sheet.values(figure, contender).isEmpty()) {
                    byContender.put(contender, rounds(sheet.values(figure, contender), sheet.shares(figure,
                            contender)));
                }
            }
            figures.put(figure.key(), byContender);
        }
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("circumstances", circumstances);
        all.put("figures", figures);
        all.put("notes", sheet.notes());
        return MAPPER.writeValueAsString(all) + "\n";
    }

    private static List<Map<String, Object>> rounds(List<Double> values, List<Shares> shares) {
        List<Map<String, Object>> rounds = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            Map<String, Object> round = new LinkedHashMap<>();
            round.put("value", values.get(i));
            if (i < shares.size()) {
                round.put("load_side_share", shares.get(i).load());
                round.put("proxy_share", shares.get(i).proxy());
                round.put("others_share", shares.get(i).others());
            }
            rounds.add(round);
        }
        return rounds;
    }
}
