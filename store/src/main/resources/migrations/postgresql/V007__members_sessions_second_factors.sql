-- Members of accounts, their sessions at the console and second factors, failed attempts to sign in, and the first setup.

-- The hash of the code that the first start printed; it goes when the code is used.
ALTER TABLE installation ADD COLUMN setup_code TEXT;
ALTER TABLE installation ADD COLUMN setup_over BOOLEAN NOT NULL DEFAULT FALSE;

-- Without a password hash the invitation was not taken up. "folded_email" has no capitals.
CREATE TABLE members (
    id TEXT COLLATE "C" PRIMARY KEY,
    account TEXT COLLATE "C" NOT NULL REFERENCES accounts (id),
    email TEXT NOT NULL,
    folded_email TEXT COLLATE "C" NOT NULL UNIQUE,
    name TEXT,
    role TEXT NOT NULL,
    enabled BOOLEAN NOT NULL,
    password_hash TEXT,
    invitation TEXT COLLATE "C" UNIQUE,
    invitation_until BIGINT,
    last_login_at BIGINT,
    last_login_ip TEXT,
    created_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX members_by_account ON members (account, id);

-- "id" is the hash of what the cookie carries.
CREATE TABLE member_sessions (
    id TEXT COLLATE "C" PRIMARY KEY,
    member TEXT COLLATE "C" NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    begun_at BIGINT NOT NULL,
    last_seen_at BIGINT NOT NULL
);
CREATE INDEX member_sessions_by_member ON member_sessions (member);
CREATE INDEX member_sessions_by_use ON member_sessions (last_seen_at);

-- "sealed_key" is encrypted under the server key; "used_step" is the latest time step whose code was used.
CREATE TABLE second_factors (
    member TEXT COLLATE "C" PRIMARY KEY REFERENCES members (id) ON DELETE CASCADE,
    sealed_key TEXT NOT NULL,
    confirmed BOOLEAN NOT NULL,
    used_step BIGINT
);

CREATE TABLE recovery_codes (
    member TEXT COLLATE "C" NOT NULL REFERENCES second_factors (member) ON DELETE CASCADE,
    hash TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (member, hash)
);

-- "subject" is a source or a member whose failures are counted together.
CREATE TABLE login_attempts (
    id TEXT COLLATE "C" PRIMARY KEY,
    subject TEXT COLLATE "C" NOT NULL,
    begun_at BIGINT NOT NULL
);
CREATE INDEX login_attempts_by_subject ON login_attempts (subject, begun_at);
CREATE INDEX login_attempts_by_age ON login_attempts (begun_at);
