-- What becomes of the secrets of tokens that rotation replaces: who used them while they still worked ("old") and afterwards ("late").

-- Counts the secrets of a token.
ALTER TABLE token_secrets ADD COLUMN number BIGINT NOT NULL DEFAULT 1;
ALTER TABLE token_secrets ADD COLUMN replaced_at BIGINT;
ALTER TABLE token_secrets ADD COLUMN old_uses BIGINT NOT NULL DEFAULT 0;
ALTER TABLE token_secrets ADD COLUMN old_last_at BIGINT;
ALTER TABLE token_secrets ADD COLUMN old_last_ip TEXT;
ALTER TABLE token_secrets ADD COLUMN late_uses BIGINT NOT NULL DEFAULT 0;
ALTER TABLE token_secrets ADD COLUMN late_last_at BIGINT;
ALTER TABLE token_secrets ADD COLUMN late_last_ip TEXT;
-- A replaced secret has worked for a day since.
UPDATE token_secrets SET replaced_at = valid_until - 86400000 WHERE valid_until IS NOT NULL;

CREATE INDEX token_secrets_by_token ON token_secrets (token, valid_until);
