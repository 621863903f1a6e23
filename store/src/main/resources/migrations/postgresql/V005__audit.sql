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
    id TEXT COLLATE "C" NOT NULL UNIQUE,
    at BIGINT NOT NULL,
    account TEXT COLLATE "C",
    actor_type TEXT NOT NULL,
    actor_id TEXT COLLATE "C",
    actor_ip TEXT,
    action TEXT COLLATE "C" NOT NULL,
    object TEXT COLLATE "C",
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

CREATE FUNCTION audit_unchanged() RETURNS trigger AS $$
BEGIN
    RAISE EXCEPTION 'audit entries are neither changed nor deleted' USING ERRCODE = '23514';
END;
$$ LANGUAGE plpgsql;

CREATE TRIGGER audit_unchanged BEFORE UPDATE ON audit FOR EACH ROW EXECUTE FUNCTION audit_unchanged();
CREATE TRIGGER audit_not_emptied BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION audit_unchanged();
CREATE TRIGGER audit_chain_kept BEFORE INSERT OR DELETE ON audit_chain
    FOR EACH ROW EXECUTE FUNCTION audit_unchanged();
CREATE TRIGGER audit_chain_not_emptied BEFORE TRUNCATE ON audit_chain
    FOR EACH STATEMENT EXECUTE FUNCTION audit_unchanged();

CREATE FUNCTION audit_kept() RETURNS trigger AS $$
BEGIN
    IF OLD.seq > (SELECT pruned_seq FROM audit_chain) THEN
        RAISE EXCEPTION 'audit entries are not deleted' USING ERRCODE = '23514';
    END IF;
    RETURN OLD;
END;
$$ LANGUAGE plpgsql;

CREATE TRIGGER audit_kept BEFORE DELETE ON audit FOR EACH ROW EXECUTE FUNCTION audit_kept();

CREATE FUNCTION audit_in_order() RETURNS trigger AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM audit_chain WHERE last_seq + 1 = NEW.seq AND last_hash = NEW.prev_hash) THEN
        RAISE EXCEPTION 'an audit entry follows on the newest one' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END;
$$ LANGUAGE plpgsql;

CREATE TRIGGER audit_in_order BEFORE INSERT ON audit FOR EACH ROW EXECUTE FUNCTION audit_in_order();

CREATE FUNCTION audit_counted() RETURNS trigger AS $$
BEGIN
    UPDATE audit_chain SET last_seq = NEW.seq, last_hash = NEW.hash;
    RETURN NULL;
END;
$$ LANGUAGE plpgsql;

CREATE TRIGGER audit_counted AFTER INSERT ON audit FOR EACH ROW EXECUTE FUNCTION audit_counted();

-- The end moves with an entry alone. The beginning moves only past entries that are older than 390 days, by the newest one: a
-- little under the 13 months that they are kept.
CREATE FUNCTION audit_chain_grows() RETURNS trigger AS $$
BEGIN
    IF NEW.id <> OLD.id
        OR ((NEW.last_seq <> OLD.last_seq OR NEW.last_hash <> OLD.last_hash) AND NOT EXISTS (
            SELECT 1 FROM audit
            WHERE seq = OLD.last_seq + 1 AND seq = NEW.last_seq AND prev_hash = OLD.last_hash
                AND hash = NEW.last_hash))
        OR ((NEW.pruned_seq <> OLD.pruned_seq OR NEW.pruned_hash <> OLD.pruned_hash) AND NOT EXISTS (
            SELECT 1 FROM audit
            WHERE seq > OLD.pruned_seq AND seq = NEW.pruned_seq AND hash = NEW.pruned_hash
                AND at < (SELECT at FROM audit WHERE seq = OLD.last_seq) - 33696000000)) THEN
        RAISE EXCEPTION 'the audit chain only grows' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END;
$$ LANGUAGE plpgsql;

CREATE TRIGGER audit_chain_grows BEFORE UPDATE ON audit_chain FOR EACH ROW EXECUTE FUNCTION audit_chain_grows();

-- What webhooks are still to be told. "body" is what they are sent.
CREATE TABLE events (
    id TEXT COLLATE "C" PRIMARY KEY,
    account TEXT COLLATE "C" NOT NULL REFERENCES accounts (id),
    type TEXT NOT NULL,
    at BIGINT NOT NULL,
    body TEXT NOT NULL
);
