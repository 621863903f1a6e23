package dev.tollgate.domain.username;

import dev.tollgate.domain.subuser.Product;

/// The longest sticky session of each gateway product, in minutes: the setting `session.max_minutes`.
public record SessionMinutes(int residential, int mobile) {

    public static final int LONGEST = 1_440;
    public static final SessionMinutes DEFAULT = new SessionMinutes(30, 30);

    public SessionMinutes {
        if (Math.min(residential, mobile) < 1 || Math.max(residential, mobile) > LONGEST) {
            throw new IllegalArgumentException("session.max_minutes must be 1 to " + LONGEST);
        }
    }

    public int of(Product product) {
        return switch (product) {
            case RESIDENTIAL -> residential;
            case MOBILE -> mobile;
            case ISP -> throw new IllegalArgumentException("isp has no sessions");
        };
    }
}
