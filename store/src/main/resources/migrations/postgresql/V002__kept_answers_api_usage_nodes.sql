-- Answers kept for repeated requests, how many API requests were made in a day, and the nodes that run.

-- "name" and "content" are keyed hashes; a row without a status is under way, in the hands of the request "owner".
CREATE TABLE kept_answers (
    name TEXT COLLATE "C" PRIMARY KEY,
    content TEXT NOT NULL,
    owner TEXT NOT NULL,
    begun_at BIGINT NOT NULL,
    lease_until BIGINT NOT NULL,
    status INTEGER,
    headers TEXT,
    body TEXT
);
CREATE INDEX kept_answers_by_age ON kept_answers (begun_at);

-- "caller" is a token or a member; "day" counts from 1970-01-01, UTC.
CREATE TABLE api_usage (
    caller TEXT COLLATE "C" NOT NULL,
    day INTEGER NOT NULL,
    requests BIGINT NOT NULL,
    PRIMARY KEY (caller, day)
);
CREATE INDEX api_usage_by_day ON api_usage (day);

-- A node says every few seconds that it runs; "boot" tells one start of it from the next, "draining" is what an operator asked for.
CREATE TABLE nodes (
    name TEXT COLLATE "C" PRIMARY KEY,
    boot TEXT NOT NULL,
    version TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    state TEXT NOT NULL,
    revision BIGINT NOT NULL,
    draining BOOLEAN NOT NULL
);
