-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- What customers like, how they rate what they bought, what they complain of, and what they are told.

-- The sum of a cake's ratings, kept up to date with each of them.
ALTER TABLE cakes ADD COLUMN rating_count INTEGER NOT NULL DEFAULT 0;
ALTER TABLE cakes ADD COLUMN rating_stars INTEGER NOT NULL DEFAULT 0;
ALTER TABLE cakes ADD COLUMN rated_at INTEGER;

CREATE TABLE favourites (
  id INTEGER NOT NULL PRIMARY KEY,
  revision INTEGER NOT NULL,
  customer INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  cake INTEGER NOT NULL REFERENCES cakes (id),
  message TEXT NOT NULL,
  toppings TEXT NOT NULL,
  shape TEXT NOT NULL,
  egg_version INTEGER NOT NULL CHECK (egg_version IN (0, 1)),
  options TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE INDEX favourites_customer ON favourites (customer, id);

CREATE TABLE preferences (
  id INTEGER NOT NULL PRIMARY KEY,
  revision INTEGER NOT NULL,
  customer INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('flavour', 'ingredient', 'diet', 'category')),
  value TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX preferences_value ON preferences (customer, kind, value);

CREATE TABLE ratings (
  id INTEGER NOT NULL PRIMARY KEY,
  revision INTEGER NOT NULL,
  order_line INTEGER NOT NULL REFERENCES order_lines (id) ON DELETE CASCADE,
  customer INTEGER REFERENCES accounts (id) ON DELETE SET NULL,
  store INTEGER NOT NULL REFERENCES stores (id),
  cake INTEGER NOT NULL REFERENCES cakes (id),
  stars INTEGER NOT NULL CHECK (stars BETWEEN 1 AND 5),
  comment TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX ratings_order_line ON ratings (order_line);
CREATE INDEX ratings_cake ON ratings (cake, id);
CREATE INDEX ratings_customer ON ratings (customer);

CREATE TABLE complaints (
  id INTEGER NOT NULL PRIMARY KEY,
  revision INTEGER NOT NULL,
  customer INTEGER REFERENCES accounts (id) ON DELETE SET NULL,
  customer_name TEXT NOT NULL,
  store INTEGER NOT NULL REFERENCES stores (id),
  "order" INTEGER REFERENCES orders (id) ON DELETE SET NULL,
  text TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'answered', 'closed')),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE INDEX complaints_store ON complaints (store, id);
CREATE INDEX complaints_customer ON complaints (customer, id);
CREATE INDEX complaints_order ON complaints ("order");

CREATE TABLE complaint_replies (
  id INTEGER NOT NULL PRIMARY KEY,
  complaint INTEGER NOT NULL REFERENCES complaints (id) ON DELETE CASCADE,
  at INTEGER NOT NULL,
  account INTEGER REFERENCES accounts (id) ON DELETE SET NULL,
  account_name TEXT NOT NULL,
  is_staff INTEGER NOT NULL CHECK (is_staff IN (0, 1)),
  text TEXT NOT NULL
) STRICT;

CREATE INDEX complaint_replies_complaint ON complaint_replies (complaint, id);

CREATE TABLE notifications (
  id INTEGER NOT NULL PRIMARY KEY,
  revision INTEGER NOT NULL,
  account INTEGER REFERENCES accounts (id) ON DELETE CASCADE,
  store INTEGER REFERENCES stores (id),
  kind TEXT NOT NULL CHECK (kind IN ('general', 'maintenance', 'order', 'complaint')),
  text TEXT NOT NULL,
  until INTEGER,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE INDEX notifications_account ON notifications (account, id);

-- Who has read which notification.
CREATE TABLE notification_reads (
  notification INTEGER NOT NULL REFERENCES notifications (id) ON DELETE CASCADE,
  account INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  read_at INTEGER NOT NULL, -- when
  PRIMARY KEY (notification, account)
) STRICT, WITHOUT ROWID;
