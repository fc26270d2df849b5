-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- What the figures of a store are made from: business days, the tax rate of each order, when refunds went out, payments and
-- refunds in the change feed, and the closes of business days.

ALTER TABLE stores ADD COLUMN day_cutoff_minutes INTEGER NOT NULL DEFAULT 0 CHECK (day_cutoff_minutes BETWEEN 0 AND 720);

ALTER TABLE orders ADD COLUMN tax_rate INTEGER NOT NULL DEFAULT 0;

-- The rate of orders so far: their store's where the tax agrees with it, else the one that the tax is at.
UPDATE orders SET tax_rate = CASE
    WHEN orders.subtotal = 0 OR abs(orders.tax * 10000 - orders.subtotal * stores.tax_rate) <= 5000 THEN stores.tax_rate
    ELSE (orders.tax * 10000 + orders.subtotal / 2) / orders.subtotal
  END
FROM stores WHERE stores.id = orders.store;

ALTER TABLE refunds ADD COLUMN refunded_at INTEGER;

UPDATE refunds SET refunded_at = updated_at WHERE status = 'succeeded';

-- What was sold and what was paid, by time. (By due time there is orders_due.)
CREATE INDEX orders_order_date ON orders (store, order_date) WHERE deleted_at IS NULL;
CREATE INDEX payments_paid_at ON payments (store, paid_at) WHERE paid_at IS NOT NULL;
CREATE INDEX refunds_refunded_at ON refunds (store, refunded_at) WHERE refunded_at IS NOT NULL;

-- Payments and refunds that were there before the feed told of them get revisions that no console has seen.
UPDATE payments SET revision = numbered.revision
FROM (
  SELECT id, row_number() OVER (ORDER BY id) + (SELECT value FROM counters WHERE name = 'revision') AS revision
  FROM payments
) AS numbered
WHERE payments.id = numbered.id;

UPDATE counters SET value = value + (SELECT count(*) FROM payments) WHERE name = 'revision';

UPDATE refunds SET revision = numbered.revision
FROM (
  SELECT id, row_number() OVER (ORDER BY id) + (SELECT value FROM counters WHERE name = 'revision') AS revision
  FROM refunds
) AS numbered
WHERE refunds.id = numbered.id;

UPDATE counters SET value = value + (SELECT count(*) FROM refunds) WHERE name = 'revision';

INSERT INTO changes (entity, id, revision, store, deleted, changed_at)
SELECT 'payment', id, revision, store, 0, updated_at FROM payments;

INSERT INTO changes (entity, id, revision, store, deleted, changed_at)
SELECT 'refund', id, revision, store, 0, updated_at FROM refunds;

-- The closes of business days. A row is final.
CREATE TABLE day_closes (
  id INTEGER NOT NULL PRIMARY KEY,
  revision INTEGER NOT NULL,
  store INTEGER NOT NULL REFERENCES stores (id),
  number INTEGER NOT NULL CHECK (number > 0),
  business_day TEXT NOT NULL,
  begins_at INTEGER NOT NULL,
  ends_at INTEGER NOT NULL CHECK (ends_at >= begins_at),
  currency TEXT NOT NULL,
  taken INTEGER NOT NULL,
  refunded INTEGER NOT NULL,
  cash_float INTEGER NOT NULL CHECK (cash_float >= 0),
  cash_expected INTEGER NOT NULL,
  cash_counted INTEGER NOT NULL CHECK (cash_counted >= 0),
  note TEXT NOT NULL,
  account INTEGER REFERENCES accounts (id),
  created_at INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX day_closes_number ON day_closes (store, number);
CREATE UNIQUE INDEX day_closes_business_day ON day_closes (store, business_day);

CREATE TABLE day_close_taxes (
  id INTEGER NOT NULL PRIMARY KEY,
  day_close INTEGER NOT NULL REFERENCES day_closes (id),
  rate INTEGER NOT NULL,
  gross INTEGER NOT NULL,
  tax INTEGER NOT NULL,
  net INTEGER NOT NULL CHECK (net = gross - tax)
) STRICT;

CREATE INDEX day_close_taxes_day_close ON day_close_taxes (day_close, id);

CREATE TABLE day_close_methods (
  id INTEGER NOT NULL PRIMARY KEY,
  day_close INTEGER NOT NULL REFERENCES day_closes (id),
  method TEXT NOT NULL CHECK (method IN ('credit_card', 'paypal', 'bank_transfer', 'other')),
  payments INTEGER NOT NULL,
  taken INTEGER NOT NULL,
  refunds INTEGER NOT NULL,
  refunded INTEGER NOT NULL
) STRICT;

CREATE INDEX day_close_methods_day_close ON day_close_methods (day_close, id);

-- Which payments and refunds a close has counted. One whose provider was slow is counted by the next close.
CREATE TABLE day_close_entries (
  entity TEXT NOT NULL CHECK (entity IN ('payment', 'refund')),
  id INTEGER NOT NULL,        -- which one
  day_close INTEGER NOT NULL REFERENCES day_closes (id), -- that has counted it
  PRIMARY KEY (entity, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX day_close_entries_day_close ON day_close_entries (day_close);

CREATE TRIGGER day_closes_are_final BEFORE UPDATE ON day_closes
BEGIN
  SELECT raise(ABORT, 'a day close is final');
END;

CREATE TRIGGER day_closes_stay BEFORE DELETE ON day_closes
BEGIN
  SELECT raise(ABORT, 'a day close is final');
END;

CREATE TRIGGER day_close_taxes_are_final BEFORE UPDATE ON day_close_taxes
BEGIN
  SELECT raise(ABORT, 'a day close is final');
END;

CREATE TRIGGER day_close_taxes_stay BEFORE DELETE ON day_close_taxes
BEGIN
  SELECT raise(ABORT, 'a day close is final');
END;

CREATE TRIGGER day_close_methods_are_final BEFORE UPDATE ON day_close_methods
BEGIN
  SELECT raise(ABORT, 'a day close is final');
END;

CREATE TRIGGER day_close_methods_stay BEFORE DELETE ON day_close_methods
BEGIN
  SELECT raise(ABORT, 'a day close is final');
END;
