package dev.tollgate.domain.secret;

import java.util.random.RandomGenerator;

/// Draws secrets and names. The generator passed in must be a cryptographic one wherever the result is a secret.
public final class SecretMaker {
    /// G§9.2.
    public static final int PASSWORD_LENGTH = 32;
    /// A§2: the characters behind a token's prefix.
    public static final int TOKEN_LENGTH = 64;
    private static final int NAME_LENGTH = 10;
    private static final int GROUP = 5;
    private static final String UNMISTAKABLE = "23456789abcdefghjkmnpqrstuvwxyz";
    private static final String ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final String LOWER_ALPHANUMERIC = "0123456789abcdefghijklmnopqrstuvwxyz";

    private final RandomGenerator random;

    public SecretMaker(RandomGenerator random) {
        this.random = random;
    }

    /// A sub-user's password: 32 of `[0-9A-Za-z]`.
    public Secret password() {
        return new Secret(draw(ALPHANUMERIC, PASSWORD_LENGTH));
    }

    /// What follows an API token's prefix: 64 of `[0-9A-Za-z]`.
    public Secret tokenCharacters() {
        return new Secret(draw(ALPHANUMERIC, TOKEN_LENGTH));
    }

    /// A sub-user's public name (G§1): `s` and 10 of `[a-z0-9]`.
    public String subUserName() {
        return "s" + draw(LOWER_ALPHANUMERIC, NAME_LENGTH);
    }

    /// What a first start prints, for a person to type: 20 of 31 letters and digits that are not mistaken for each other, in
    /// groups of five.
    public Secret setupCode() {
        return new Secret(grouped(4));
    }

    /// What stands in for a lost second factor, for a person to type: 10 letters and digits in two groups.
    public Secret recoveryCode() {
        return new Secret(grouped(2));
    }

    private String grouped(int groups) {
        StringBuilder text = new StringBuilder(draw(UNMISTAKABLE, GROUP));
        for (int i = 1; i < groups; i++) {
            text.append('-').append(draw(UNMISTAKABLE, GROUP));
        }
        return text.toString();
    }

    /// Bytes that nobody can foresee.
    public byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private String draw(String alphabet, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
