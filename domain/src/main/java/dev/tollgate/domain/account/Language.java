package dev.tollgate.domain.account;

import java.util.Optional;

/// A language that the product speaks.
public enum Language {
    EN("en"), ZH_CN("zh-CN");

    private final String tag;

    Language(String tag) {
        this.tag = tag;
    }

    /// As the API writes it (BCP 47).
    public String tag() {
        return tag;
    }

    public static Optional<Language> byTag(String tag) {
        for (Language language : values()) {
            if (language.tag.equals(tag)) {
                return Optional.of(language);
            }
        }
        return Optional.empty();
    }
}
