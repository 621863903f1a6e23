-- Webhooks, their signing secrets, and the deliveries of events to them.

-- "events" are words separated by spaces, or "*". "waiting" counts the pending deliveries.
CREATE TABLE webhooks (
    id TEXT PRIMARY KEY,
    account TEXT NOT NULL REFERENCES accounts (id),
    environment TEXT NOT NULL,
    url TEXT NOT NULL,
    events TEXT NOT NULL,
    enabled BOOLEAN NOT NULL,
    stopped TEXT,
    description TEXT NOT NULL,
    rotated_at BIGINT,
    old_until BIGINT,
    waiting INTEGER NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX webhooks_by_age ON webhooks (account, environment, id);
CREATE INDEX webhooks_waited_for ON webhooks (id) WHERE waiting > 0;

-- Encrypted under the server key. The one in force has no "valid_until".
CREATE TABLE webhook_secrets (
    webhook TEXT NOT NULL REFERENCES webhooks (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    sealed TEXT NOT NULL,
    valid_until BIGINT,
    PRIMARY KEY (webhook, position)
);

-- A claimed delivery has its "next_at" moved to the end of the claim; one that is over has none.
CREATE TABLE webhook_deliveries (
    webhook TEXT NOT NULL REFERENCES webhooks (id) ON DELETE CASCADE,
    event TEXT NOT NULL REFERENCES events (id),
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    next_at BIGINT,
    last_at BIGINT,
    last_status INTEGER,
    last_error TEXT,
    last_took BIGINT,
    PRIMARY KEY (webhook, event)
);
CREATE INDEX webhook_deliveries_due ON webhook_deliveries (webhook, next_at, event) WHERE next_at IS NOT NULL;
CREATE INDEX webhook_deliveries_over ON webhook_deliveries (webhook, event) WHERE next_at IS NULL;
CREATE INDEX webhook_deliveries_by_event ON webhook_deliveries (event);
