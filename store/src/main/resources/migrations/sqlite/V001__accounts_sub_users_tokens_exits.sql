-- Accounts and their plans, sub-users with passwords and whitelists, API tokens, and exits.

-- Counts the changes that the data plane must see; "exits" is its value when an exit last changed. PostgreSQL's writers take
-- turns by locking this one row.
CREATE TABLE revision (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    value BIGINT NOT NULL,
    exits BIGINT NOT NULL
);
INSERT INTO revision (id, value, exits) VALUES (1, 0, 0);

CREATE TABLE installation (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    key_fingerprint TEXT
);
INSERT INTO installation (id, key_fingerprint) VALUES (1, NULL);

CREATE TABLE plans (
    slug TEXT PRIMARY KEY,
    api_burst_per_minute INTEGER NOT NULL,
    api_per_day BIGINT,
    sub_users_max INTEGER NOT NULL,
    trial BOOLEAN NOT NULL
);

CREATE TABLE plan_products (
    plan TEXT NOT NULL REFERENCES plans (slug) ON DELETE CASCADE,
    product TEXT NOT NULL,
    concurrent INTEGER NOT NULL,
    rps INTEGER NOT NULL,
    PRIMARY KEY (plan, product)
);

CREATE TABLE accounts (
    id TEXT PRIMARY KEY,
    email TEXT NOT NULL UNIQUE,
    company TEXT,
    plan TEXT NOT NULL REFERENCES plans (slug),
    status TEXT NOT NULL,
    operator BOOLEAN NOT NULL,
    kyc_status TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);
CREATE UNIQUE INDEX accounts_one_operator ON accounts (operator) WHERE operator;
CREATE INDEX accounts_by_plan ON accounts (plan);

-- Deleted sub-users stay as tombstones: their names are never issued again.
CREATE TABLE sub_users (
    id TEXT PRIMARY KEY,
    account TEXT NOT NULL REFERENCES accounts (id),
    environment TEXT NOT NULL,
    name TEXT NOT NULL UNIQUE,
    label TEXT NOT NULL,
    products TEXT NOT NULL,
    status TEXT NOT NULL,
    concurrent_max INTEGER NOT NULL,
    rps_max INTEGER NOT NULL,
    auth_mode TEXT NOT NULL,
    require_tls BOOLEAN NOT NULL,
    session_strict BOOLEAN NOT NULL,
    password_hash TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    deleted_at BIGINT,
    version BIGINT NOT NULL,
    revision BIGINT NOT NULL
);
CREATE UNIQUE INDEX sub_users_by_label ON sub_users (account, environment, label) WHERE deleted_at IS NULL;
CREATE INDEX sub_users_by_age ON sub_users (account, environment, id) WHERE deleted_at IS NULL;
CREATE INDEX sub_users_by_revision ON sub_users (revision);

-- Passwords that were rotated away and work until their own end; position 0 was replaced last.
CREATE TABLE replaced_passwords (
    sub_user TEXT NOT NULL REFERENCES sub_users (id),
    position INTEGER NOT NULL,
    hash TEXT NOT NULL,
    valid_until BIGINT NOT NULL,
    PRIMARY KEY (sub_user, position)
);

-- "first_address" and "last_address" are fixed-width text that sorts as the addresses do.
CREATE TABLE whitelist_entries (
    id TEXT PRIMARY KEY,
    account TEXT NOT NULL REFERENCES accounts (id),
    environment TEXT NOT NULL,
    sub_user TEXT NOT NULL REFERENCES sub_users (id),
    product TEXT NOT NULL,
    source_range TEXT NOT NULL,
    first_address TEXT NOT NULL,
    last_address TEXT NOT NULL,
    label TEXT,
    default_username TEXT,
    created_at BIGINT NOT NULL,
    version BIGINT NOT NULL,
    UNIQUE (sub_user, product, source_range)
);
CREATE INDEX whitelist_entries_by_age ON whitelist_entries (account, environment, id);
CREATE INDEX whitelist_entries_by_default ON whitelist_entries (first_address) WHERE default_username IS NOT NULL;

CREATE TABLE tokens (
    id TEXT PRIMARY KEY,
    account TEXT NOT NULL REFERENCES accounts (id),
    name TEXT NOT NULL,
    environment TEXT NOT NULL,
    scopes TEXT NOT NULL,
    source_ips TEXT NOT NULL,
    hint TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT,
    revoked_at BIGINT,
    last_used_at BIGINT,
    last_used_ip TEXT,
    version BIGINT NOT NULL
);
CREATE INDEX tokens_by_account ON tokens (account, id);

-- The current secret of a token has no "valid_until"; a replaced one is kept for good, to be told from an unknown one.
CREATE TABLE token_secrets (
    hash TEXT PRIMARY KEY,
    token TEXT NOT NULL REFERENCES tokens (id),
    valid_until BIGINT
);
CREATE UNIQUE INDEX token_secrets_one_current ON token_secrets (token) WHERE valid_until IS NULL;

CREATE TABLE exits (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    exit_ip TEXT,
    weight INTEGER NOT NULL,
    state TEXT NOT NULL
);

-- Kind "product", "region", "state", "city" or "asn"; the value "*" stands for any.
CREATE TABLE exit_labels (
    exit TEXT NOT NULL REFERENCES exits (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (exit, kind, value)
);
