-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Payments, refunds, and what providers told by webhook. A payment is stored before its provider is asked, under a key that
-- the provider is told, so that whatever happens in between it can be found again. Never a card number in here.

CREATE TABLE payments (
  id INTEGER NOT NULL PRIMARY KEY,
  revision INTEGER NOT NULL,
  "order" INTEGER NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
  store INTEGER NOT NULL REFERENCES stores (id),
  customer INTEGER REFERENCES accounts (id) ON DELETE SET NULL,
  currency TEXT NOT NULL,
  amount INTEGER NOT NULL CHECK (amount > 0),
  refunded_amount INTEGER NOT NULL CHECK (refunded_amount >= 0),
  method TEXT NOT NULL CHECK (method IN ('credit_card', 'paypal', 'bank_transfer', 'other')),
  provider TEXT NOT NULL CHECK (provider IN ('test', 'stripe', 'paypal', 'manual')),
  status TEXT NOT NULL CHECK (status IN ('pending', 'requires_action', 'succeeded', 'failed', 'cancelled',
                                         'partly_refunded', 'refunded')),
  "key" TEXT NOT NULL UNIQUE,
  provider_reference TEXT NOT NULL,
  capture_reference TEXT NOT NULL,
  failure_message TEXT NOT NULL,
  paid_at INTEGER,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  check_at INTEGER,                    -- when the server asks the provider next; NULL when there is nothing to ask
  attempts INTEGER NOT NULL DEFAULT 0  -- how often it asked
) STRICT;

CREATE INDEX payments_order ON payments ("order", id);
CREATE INDEX payments_store ON payments (store, id);
CREATE INDEX payments_customer ON payments (customer, id);
CREATE INDEX payments_check_at ON payments (check_at) WHERE check_at IS NOT NULL;
CREATE UNIQUE INDEX payments_provider_reference ON payments (provider, provider_reference) WHERE provider_reference <> '';

-- Only one payment of an order is under way at a time, so that nobody pays twice.
CREATE UNIQUE INDEX payments_open ON payments ("order") WHERE status IN ('pending', 'requires_action');

CREATE TABLE refunds (
  id INTEGER NOT NULL PRIMARY KEY,
  revision INTEGER NOT NULL,
  payment INTEGER NOT NULL REFERENCES payments (id) ON DELETE CASCADE,
  "order" INTEGER NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
  store INTEGER NOT NULL REFERENCES stores (id),
  customer INTEGER REFERENCES accounts (id) ON DELETE SET NULL,
  currency TEXT NOT NULL,
  amount INTEGER NOT NULL CHECK (amount > 0),
  reason TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('pending', 'succeeded', 'failed')),
  "key" TEXT NOT NULL UNIQUE,
  provider_reference TEXT NOT NULL,
  failure_message TEXT NOT NULL,
  account INTEGER REFERENCES accounts (id) ON DELETE SET NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  check_at INTEGER,                    -- as above
  attempts INTEGER NOT NULL DEFAULT 0  -- as above
) STRICT;

CREATE INDEX refunds_payment ON refunds (payment, id);
CREATE INDEX refunds_order ON refunds ("order", id);
CREATE INDEX refunds_store ON refunds (store, id);
CREATE INDEX refunds_customer ON refunds (customer, id);
CREATE INDEX refunds_check_at ON refunds (check_at) WHERE check_at IS NOT NULL;

-- What providers told, each event once however often it is sent.
CREATE TABLE webhook_events (
  provider TEXT NOT NULL,       -- who told
  event TEXT NOT NULL,          -- the provider's id of the event
  kind TEXT NOT NULL,           -- the provider's word for what happened
  payment INTEGER REFERENCES payments (id) ON DELETE CASCADE, -- what it was about, where that is ours
  received_at INTEGER NOT NULL, -- when it came
  PRIMARY KEY (provider, event)
) STRICT, WITHOUT ROWID;

CREATE INDEX webhook_events_received_at ON webhook_events (received_at);
CREATE INDEX webhook_events_payment ON webhook_events (payment) WHERE payment IS NOT NULL;
