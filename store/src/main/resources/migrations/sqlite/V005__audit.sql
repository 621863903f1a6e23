-- The audit log, a chain of hashes, and the events that go to webhooks.

-- Where the chain begins and ends: the last entry that was pruned, and the newest one.
CREATE TABLE audit_chain (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    pruned_seq BIGINT NOT NULL,
    pruned_hash TEXT NOT NULL,
    last_seq BIGINT NOT NULL,
    last_hash TEXT NOT NULL
);
INSERT INTO audit_chain (id, pruned_seq, pruned_hash, last_seq, last_hash) VALUES
    (1, 0, '0000000000000000000000000000000000000000000000000000000000000000', 0,
    '0000000000000000000000000000000000000000000000000000000000000000');

-- "before_facts" and "after_facts" are canonical JSON; "at" is in whole seconds.
CREATE TABLE audit (
    seq BIGINT PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    at BIGINT NOT NULL,
    account TEXT,
    actor_type TEXT NOT NULL,
    actor_id TEXT,
    actor_ip TEXT,
    action TEXT NOT NULL,
    object TEXT,
    before_facts TEXT,
    after_facts TEXT,
    request TEXT,
    prev_hash TEXT NOT NULL,
    hash TEXT NOT NULL
);
CREATE INDEX audit_by_account ON audit (account, seq);
CREATE INDEX audit_by_object ON audit (object, seq);
CREATE INDEX audit_by_actor ON audit (actor_id, seq);
CREATE INDEX audit_by_time ON audit (at);

CREATE TRIGGER audit_unchanged BEFORE UPDATE ON audit
BEGIN
    SELECT RAISE(ABORT, 'audit entries are not changed');
END;

CREATE TRIGGER audit_kept BEFORE DELETE ON audit
WHEN OLD.seq > (SELECT pruned_seq FROM audit_chain)
BEGIN
    SELECT RAISE(ABORT, 'audit entries are not deleted');
END;

-- Also the id is looked at: a REPLACE would otherwise push another entry out.
CREATE TRIGGER audit_in_order BEFORE INSERT ON audit
WHEN NEW.seq <> (SELECT last_seq + 1 FROM audit_chain)
    OR NEW.prev_hash <> (SELECT last_hash FROM audit_chain)
    OR EXISTS (SELECT 1 FROM audit WHERE id = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'an audit entry follows on the newest one');
END;

CREATE TRIGGER audit_counted AFTER INSERT ON audit
BEGIN
    UPDATE audit_chain SET last_seq = NEW.seq, last_hash = NEW.hash;
END;

CREATE TRIGGER audit_chain_one_row BEFORE INSERT ON audit_chain
BEGIN
    SELECT RAISE(ABORT, 'the audit chain has one row');
END;

CREATE TRIGGER audit_chain_kept BEFORE DELETE ON audit_chain
BEGIN
    SELECT RAISE(ABORT, 'the audit chain has one row');
END;

-- The end moves with an entry alone. The beginning moves only past entries that are older than 390 days, by the newest one: a
-- little under the 13 months that they are kept.
CREATE TRIGGER audit_chain_grows BEFORE UPDATE ON audit_chain
WHEN NEW.id <> OLD.id
    OR ((NEW.last_seq <> OLD.last_seq OR NEW.last_hash <> OLD.last_hash) AND NOT EXISTS (
        SELECT 1 FROM audit
        WHERE seq = OLD.last_seq + 1 AND seq = NEW.last_seq AND prev_hash = OLD.last_hash AND hash = NEW.last_hash))
    OR ((NEW.pruned_seq <> OLD.pruned_seq OR NEW.pruned_hash <> OLD.pruned_hash) AND NOT EXISTS (
        SELECT 1 FROM audit
        WHERE seq > OLD.pruned_seq AND seq = NEW.pruned_seq AND hash = NEW.pruned_hash
            AND at < (SELECT at FROM audit WHERE seq = OLD.last_seq) - 33696000000))
BEGIN
    SELECT RAISE(ABORT, 'the audit chain only grows');
END;

-- What webhooks are still to be told. "body" is what they are sent.
CREATE TABLE events (
    id TEXT PRIMARY KEY,
    account TEXT NOT NULL REFERENCES accounts (id),
    type TEXT NOT NULL,
    at BIGINT NOT NULL,
    body TEXT NOT NULL
);
