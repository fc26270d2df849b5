-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- What the cache has beyond the tables that follow from the field tables. A cache of another text than this one is thrown
-- away and fetched again, so there are no migrations.

-- What the cache knows about itself: 'fingerprint', 'cursor', 'filled', 'last-sync'.
CREATE TABLE state (
  name TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What changes wait for and the server has not told of since this cache was new. What it has not told of when it has told
-- everything is gone, or nothing that the account may see any more.
CREATE TABLE unheard (
  entity TEXT NOT NULL,
  object INTEGER NOT NULL,
  PRIMARY KEY (entity, object)
) STRICT, WITHOUT ROWID;

-- Counts the transactions that changed orders, so that a list knows which of them an answer has seen.
CREATE TABLE generation (
  value INTEGER NOT NULL
) STRICT;

INSERT INTO generation (value) VALUES (0);

-- 0 waiting, 1 in work, 2 finished. With the instant of the latest start it says which lane an order is in and where.
ALTER TABLE orders ADD COLUMN progress INTEGER GENERATED ALWAYS AS (
  CASE stage
    WHEN 'pending' THEN 0
    WHEN 'confirmed' THEN 0
    WHEN 'delivered' THEN 2
    WHEN 'cancelled' THEN 2
    ELSE 1
  END
) VIRTUAL;

ALTER TABLE orders ADD COLUMN start_key INTEGER GENERATED ALWAYS AS (coalesce(latest_start_at, 0)) VIRTUAL;

CREATE INDEX orders_open ON orders (store, start_key, id) WHERE progress < 2;
CREATE INDEX orders_working ON orders (store, start_key, id) WHERE progress = 1;
CREATE INDEX orders_waiting ON orders (store, start_key, id) WHERE progress = 0;
CREATE INDEX orders_done ON orders (store, start_key, id) WHERE progress = 2;
CREATE INDEX orders_number ON orders (store, number);
CREATE INDEX orders_customer ON orders (customer, start_key) WHERE customer IS NOT NULL;

-- How many orders start on a day (days since 1970 in UTC): counts and jumps without counting rows.
CREATE TABLE order_day (
  store INTEGER NOT NULL,
  progress INTEGER NOT NULL,
  day INTEGER NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (store, progress, day)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER orders_inserted AFTER INSERT ON orders BEGIN
  INSERT INTO order_day (store, progress, day, n)
    VALUES (new.store, new.progress, new.start_key / 86400000000, 1)
    ON CONFLICT (store, progress, day) DO UPDATE SET n = n + 1;
END;

CREATE TRIGGER orders_deleted AFTER DELETE ON orders BEGIN
  UPDATE order_day SET n = n - 1
    WHERE store = old.store AND progress = old.progress AND day = old.start_key / 86400000000;
  DELETE FROM order_day
    WHERE store = old.store AND progress = old.progress AND day = old.start_key / 86400000000 AND n = 0;
END;

CREATE TRIGGER orders_moved AFTER UPDATE ON orders
  WHEN old.store IS NOT new.store OR old.progress IS NOT new.progress
    OR old.start_key / 86400000000 IS NOT new.start_key / 86400000000
BEGIN
  UPDATE order_day SET n = n - 1
    WHERE store = old.store AND progress = old.progress AND day = old.start_key / 86400000000;
  DELETE FROM order_day
    WHERE store = old.store AND progress = old.progress AND day = old.start_key / 86400000000 AND n = 0;
  INSERT INTO order_day (store, progress, day, n)
    VALUES (new.store, new.progress, new.start_key / 86400000000, 1)
    ON CONFLICT (store, progress, day) DO UPDATE SET n = n + 1;
END;

-- The words of an order by its id. The table keeps the index only, not the text, and is written by the program: SQLite does
-- not let triggers write it where schemas are not trusted.
CREATE VIRTUAL TABLE order_words USING fts5 (
  words,
  content = '',
  prefix = '2 3',
  tokenize = 'unicode61 remove_diacritics 2'
);

-- What was sold, added up: the one table that the figures and charts of the Revenue page are read from. An order, its payments
-- and its refunds are counted out of it before they change and into it again after, in the same transaction; so are movements of
-- the stock.
CREATE TABLE sales (
  grain INTEGER NOT NULL,     -- what `key` is, and whether `day` is a day or a month's first: ConsoleSalesGrain
  basis INTEGER NOT NULL,     -- which date of an order counts: ConsoleSalesBasis
  store INTEGER NOT NULL,
  key ANY NOT NULL,           -- id of a cake or inventory item; a cake's name where it has no id; the name of an option; a
                              -- number of an enum; 0
  day INTEGER NOT NULL,       -- business day of the store, as days since 1970-01-01
  hours BLOB,                 -- how many in each hour on the store's clocks, where that is told apart: ConsoleSalesHours
  orders INTEGER NOT NULL,
  quantity INTEGER NOT NULL,  -- cakes; of inventory items, thousandths of a unit, below 0 where more went than came
  sales INTEGER NOT NULL,     -- minor units, before refunds
  tax INTEGER NOT NULL,
  delivery INTEGER NOT NULL,
  refunds INTEGER NOT NULL,   -- minor units that went back on that day
  n_refunds INTEGER NOT NULL,
  ordered INTEGER NOT NULL,   -- minor units that the orders come to, without what was kept of cancelled ones
  PRIMARY KEY (grain, basis, store, key, day)
) STRICT, WITHOUT ROWID;

-- All cakes that can have been sold. The category is the one that a cake has today, or had at last.
CREATE VIEW known_cakes (id, name, category) AS
  SELECT id, name, category FROM cakes
  UNION ALL SELECT id, name, category FROM former_cakes WHERE id NOT IN (SELECT id FROM cakes);

-- When somebody ordered first, and who ordered on a day of UTC, as ids in ascending order:
-- console-sales-customers.c, console-sales-customer-days.c.
CREATE TABLE sold_customers (
  store INTEGER NOT NULL,
  customer INTEGER NOT NULL,
  first_at INTEGER NOT NULL,
  PRIMARY KEY (store, customer)
) STRICT, WITHOUT ROWID;

CREATE TABLE sold_days (
  store INTEGER NOT NULL,
  day INTEGER NOT NULL,
  customers BLOB NOT NULL,
  PRIMARY KEY (store, day)
) STRICT;

CREATE INDEX sold_customers_first ON sold_customers (store, first_at);
CREATE INDEX orders_customer_store ON orders (store, customer, order_date)
  WHERE customer IS NOT NULL AND stage <> 'cancelled';
CREATE INDEX orders_of_customers ON orders (store, order_date, customer)
  WHERE customer IS NOT NULL AND stage <> 'cancelled';

-- An order with its money, and the orders behind a figure.
CREATE INDEX payments_order ON payments ("order");
CREATE INDEX refunds_order ON refunds ("order");
CREATE INDEX orders_placed ON orders (store, order_date);
CREATE INDEX orders_due ON orders (store, coalesce (due_at, order_date));
CREATE INDEX payments_paid ON payments (store, paid_at);
CREATE INDEX refunds_made ON refunds (store, coalesce (refunded_at, created_at));

-- The movements of an item, newest last: what its quantity was told by, and its history.
CREATE INDEX stock_movements_item ON stock_movements (item, id);
CREATE INDEX stock_movements_newer ON stock_movements (item, revision);
CREATE INDEX stock_movements_recent ON stock_movements (store, at);
CREATE INDEX bake_marks_day ON bake_marks (store, day);
CREATE INDEX unmet_demands_day ON unmet_demands (store, day);
