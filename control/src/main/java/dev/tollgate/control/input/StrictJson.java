package dev.tollgate.control.input;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Reads a body as one JSON object (A§1.1): nothing before, nothing after, no key twice, within the bounds below. Thread-safe.
public final class StrictJson {

    public static final int MAX_BYTES = 65_536;
    public static final int MAX_DEPTH = 16;
    public static final int MAX_KEYS = 1_000;
    public static final int MAX_DIGITS = 20;
    private static final int MAX_EXPONENT_DIGITS = 9;

    private static final String NOT_AN_OBJECT = "The body is not one JSON object.";

    private final JsonMapper mapper = JsonMapper
            .builder(JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH)
                            .maxNumberLength(MAX_BYTES).maxNameLength(MAX_BYTES).build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            // Amounts are read as they are written.
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    /// @param body at most [#MAX_BYTES]; none at all counts as `{}`
    public JsonReading read(byte[] body) {
        if (body.length == 0) {
            return new JsonReading.Parsed(mapper.createObjectNode());
        }
        try {
            // Decoded here: left to itself, the parser would guess UTF-16 and forgive some bad UTF-8.
            String text = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT).decode(ByteBuffer.wrap(body)).toString();
            return text.startsWith("\uFEFF") ? new JsonReading.Invalid(NOT_AN_OBJECT) : parse(text);
        } catch (CharacterCodingException e) {
            return new JsonReading.Invalid("The body is not UTF-8.");
        } catch (JacksonException e) {
            return new JsonReading.Invalid(NOT_AN_OBJECT);
        }
    }

    private JsonReading parse(String text) {
        if (!withinBounds(text)) {
            return new JsonReading.Invalid("The body has too many keys or too long a number.");
        }
        JsonNode tree = mapper.readTree(text);
        return tree instanceof ObjectNode object
                ? new JsonReading.Parsed(object)
                : new JsonReading.Invalid(NOT_AN_OBJECT);
    }

    /// Looks at the tokens before a tree is built of them: a number of 60,000 digits must not become a number first.
    private boolean withinBounds(String text) {
        try (JsonParser tokens = mapper.createParser(text)) {
            int keys = 0;
            for (JsonToken token = tokens.nextToken(); token != null; token = tokens.nextToken()) {
                if (token == JsonToken.PROPERTY_NAME && ++keys > MAX_KEYS) {
                    return false;
                }
                if (token.isNumeric() && tooLong(tokens.getString())) {
                    return false;
                }
            }
            return true;
        }
    }

    /// Or with an exponent that no number of ours can have.
    private static boolean tooLong(String number) {
        if (number.chars().filter(Character::isDigit).count() > MAX_DIGITS) {
            return true;
        }
        int exponent = Math.max(number.indexOf('e'), number.indexOf('E'));
        return exponent >= 0
                && number.substring(exponent + 1).replaceFirst("^[+-]?0*", "").length() > MAX_EXPONENT_DIGITS;
    }
}
