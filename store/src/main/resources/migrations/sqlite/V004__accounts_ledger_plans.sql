-- Plans that are sold and changed, what an account holds and the ledger of its credits, and which accounts the data plane must
-- hear of.

ALTER TABLE plans ADD COLUMN id TEXT NOT NULL DEFAULT '';
ALTER TABLE plans ADD COLUMN created_at BIGINT NOT NULL DEFAULT 0;
-- The revision of the plan's last change: no two states of plans share one, whatever their slugs.
ALTER TABLE plans ADD COLUMN version BIGINT NOT NULL DEFAULT 0;
UPDATE plans
SET id = 'pln_' || substr('00000000000000000000000000' || numbered.n, -26),
    version = numbered.n,
    created_at = COALESCE((SELECT MIN(created_at) FROM accounts), 0)
FROM (SELECT slug, ROW_NUMBER() OVER (ORDER BY api_burst_per_minute, slug) AS n FROM plans) AS numbered
WHERE numbered.slug = plans.slug;
CREATE UNIQUE INDEX plans_by_age ON plans (id);

-- "quantity_max" is of isp alone.
ALTER TABLE plan_products ADD COLUMN quantity_max INTEGER;
ALTER TABLE plan_products ADD COLUMN included_bytes BIGINT NOT NULL DEFAULT 0;
ALTER TABLE plan_products ADD COLUMN price_micros BIGINT NOT NULL DEFAULT 0;
UPDATE plan_products SET quantity_max = 5000 WHERE product = 'isp';

-- "email_key" is the address without the difference of capitals. Volume that is NULL is unlimited. "revision" is that of the
-- last change that the data plane must see.
ALTER TABLE accounts ADD COLUMN email_key TEXT NOT NULL DEFAULT '';
ALTER TABLE accounts ADD COLUMN suspension_reason TEXT;
ALTER TABLE accounts ADD COLUMN language TEXT NOT NULL DEFAULT 'en';
ALTER TABLE accounts ADD COLUMN timezone TEXT NOT NULL DEFAULT 'UTC';
ALTER TABLE accounts ADD COLUMN balance_micros BIGINT NOT NULL DEFAULT 0;
ALTER TABLE accounts ADD COLUMN residential_bytes BIGINT;
ALTER TABLE accounts ADD COLUMN mobile_bytes BIGINT;
ALTER TABLE accounts ADD COLUMN revision BIGINT NOT NULL DEFAULT 0;
UPDATE accounts SET email_key = lower(email), revision = (SELECT value FROM revision);
CREATE UNIQUE INDEX accounts_by_email ON accounts (email_key);
CREATE INDEX accounts_by_revision ON accounts (revision);

-- What operators credited. "position" counts an account's entries: ids are drawn before their turn to write has come. "amount"
-- and "balance_after" are bytes of the product, or micro-dollars without one.
CREATE TABLE ledger (
    id TEXT PRIMARY KEY,
    account TEXT NOT NULL REFERENCES accounts (id),
    position BIGINT NOT NULL,
    product TEXT,
    amount BIGINT NOT NULL CHECK (amount <> 0),
    balance_after BIGINT NOT NULL,
    note TEXT NOT NULL,
    at BIGINT NOT NULL,
    UNIQUE (account, position)
);

CREATE TRIGGER ledger_is_not_changed BEFORE UPDATE ON ledger
BEGIN
    SELECT RAISE(ABORT, 'ledger entries are never changed');
END;
CREATE TRIGGER ledger_is_not_deleted BEFORE DELETE ON ledger
BEGIN
    SELECT RAISE(ABORT, 'ledger entries are never deleted');
END;
