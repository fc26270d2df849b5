-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- The first schema of the server: everything one bakery, or many, needs. Times are microseconds since 1970 in UTC.

-- Numbers and words the server keeps about the database itself. The epoch names this database for the change feed's cursors:
-- a restore gives it a new one, so that nobody goes on where the other history ended.
CREATE TABLE counters (
  name TEXT NOT NULL PRIMARY KEY, -- 'revision', 'pruned' or 'epoch'
  value INTEGER NOT NULL          -- the newest revision given out; the newest one whose tombstone is gone; a random number
) STRICT;

INSERT INTO counters (name, value) VALUES ('revision', 0), ('pruned', 0), ('epoch', random() & 9007199254740991);

-- The change feed: one row per entity, moved to the front at each change. Rows of deleted entities stay for 90 days.
CREATE TABLE changes (
  entity TEXT NOT NULL,              -- name of the entity type: 'order', 'cake', …
  id INTEGER NOT NULL,               -- which one
  revision INTEGER NOT NULL UNIQUE,  -- of its last change
  store INTEGER,                     -- whose it is; NULL concerns every store
  deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)), -- 1: a tombstone
  changed_at INTEGER NOT NULL,       -- when
  PRIMARY KEY (entity, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX changes_deleted ON changes (changed_at) WHERE deleted = 1;

-- Keys that sign access tokens. The newest signs, the two newest are accepted.
CREATE TABLE signing_keys (
  kid TEXT NOT NULL PRIMARY KEY, -- names the key in a token's header
  key BLOB NOT NULL,             -- 32 random bytes
  created_at INTEGER NOT NULL    -- when it was made
) STRICT;

-- Refresh tokens, hashed. All that followed one sign-in are a family and are revoked together.
CREATE TABLE refresh_tokens (
  id INTEGER NOT NULL PRIMARY KEY,
  family TEXT NOT NULL,                -- random name of the sign-in it comes from
  account INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE, -- who signed in
  token_hash BLOB NOT NULL UNIQUE,     -- BLAKE2b of the token
  created_at INTEGER NOT NULL,         -- when it was issued
  expires_at INTEGER NOT NULL,         -- when it stops working
  used_at INTEGER,                     -- when it was exchanged for its successor
  revoked_at INTEGER                   -- when its family was revoked
) STRICT;

CREATE INDEX refresh_tokens_family ON refresh_tokens (family);
CREATE INDEX refresh_tokens_account ON refresh_tokens (account);
CREATE INDEX refresh_tokens_expires_at ON refresh_tokens (expires_at);

-- Answers to requests that carried an Idempotency-Key, kept 90 days and given again to the same request.
CREATE TABLE idempotency_keys (
  account INTEGER NOT NULL,    -- who sent it; 0 for nobody signed in
  key TEXT NOT NULL,           -- as sent
  request_hash BLOB NOT NULL,  -- BLAKE2b of method, path and body
  status INTEGER NOT NULL,     -- of the answer
  headers TEXT NOT NULL,       -- of the answer, one "Name: value" a line
  body BLOB NOT NULL,          -- of the answer
  created_at INTEGER NOT NULL, -- when it was answered
  PRIMARY KEY (account, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX idempotency_keys_created_at ON idempotency_keys (created_at);

-- From here on, the entities. Their columns are the fields of src/domain, which says what each one means and may hold;
-- the constraints below only guard what no bug may break. Tables that every order writes to compare words one by one: for IN
-- with more than two, SQLite makes a table each time. A row with deleted_at is gone for everyone but history.

CREATE TABLE stores (
  id INTEGER NOT NULL PRIMARY KEY,
  revision INTEGER NOT NULL,
  deleted_at INTEGER,
  name TEXT NOT NULL,
  city TEXT NOT NULL,
  address TEXT NOT NULL,
  contact_number TEXT NOT NULL,
  email TEXT NOT NULL,
  description TEXT NOT NULL,
  latitude REAL,
  longitude REAL,
  time_zone TEXT NOT NULL,
  currency TEXT NOT NULL,
  tax_rate INTEGER NOT NULL CHECK (tax_rate >= 0),
  delivery_fee INTEGER NOT NULL CHECK (delivery_fee >= 0),
  zones TEXT,
  opening_hours TEXT,
  closures TEXT,
  lead_time_minutes INTEGER NOT NULL,
  capacity_minutes_per_day INTEGER NOT NULL,
  slot_minutes INTEGER NOT NULL,
  capacity_minutes_per_slot INTEGER NOT NULL,
  preparation_radius_metres INTEGER NOT NULL,
  delivery_minutes INTEGER NOT NULL,
  queue_minutes INTEGER NOT NULL,
  soon_minutes INTEGER NOT NULL,
  undo_seconds INTEGER NOT NULL CHECK (undo_seconds >= 0),
  is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  next_order_number INTEGER NOT NULL DEFAULT 1001 -- what the store's next order is called
) STRICT;

CREATE UNIQUE INDEX stores_email ON stores (email) WHERE deleted_at IS NULL;

CREATE TABLE accounts (
  id INTEGER NOT NULL PRIMARY KEY,
  revision INTEGER NOT NULL,
  deleted_at INTEGER,
  email TEXT NOT NULL,
  password TEXT NOT NULL, -- libsodium's Argon2id string, or Django's hash until its owner signs in
  phone_no TEXT NOT NULL,
  first_name TEXT NOT NULL,
  last_name TEXT NOT NULL,
  address TEXT NOT NULL,
  city TEXT NOT NULL,
  state TEXT NOT NULL,
  pincode TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('customer', 'driver', 'staff', 'manager', 'admin')),
  is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
  consent_email INTEGER NOT NULL,
  consent_location INTEGER NOT NULL,
  consent_preferences INTEGER NOT NULL,
  last_login INTEGER,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX accounts_email ON accounts (email) WHERE deleted_at IS NULL;

-- Which stores staff, drivers and managers belong to. Every query for them joins this table.
CREATE TABLE account_stores (
  account INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  store INTEGER NOT NULL REFERENCES stores (id) ON DELETE CASCADE,
  PRIMARY KEY (account, store)
) STRICT, WITHOUT ROWID;

CREATE TABLE option_groups (
  id INTEGER NOT NULL PRIMARY KEY,
  revision INTEGER NOT NULL,
  deleted_at INTEGER,
  store INTEGER NOT NULL REFERENCES stores (id),
  name TEXT NOT NULL,
  minimum INTEGER NOT NULL CHECK (minimum >= 0),
  maximum INTEGER NOT NULL CHECK (maximum >= minimum),
  position INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE INDEX option_groups_store ON option_groups (store, id) WHERE deleted_at IS NULL;

CREATE TABLE options (
  id INTEGER NOT NULL PRIMARY KEY,
  revision INTEGER NOT NULL,
  deleted_at INTEGER,
  store INTEGER NOT NULL REFERENCES stores (id),
  currency TEXT NOT NULL,
  option_group INTEGER NOT NULL REFERENCES option_groups (id),
  name TEXT NOT NULL,
  price_change INTEGER NOT NULL,
  work_minutes INTEGER NOT NULL CHECK (work_minutes >= 0),
  allergens TEXT NOT NULL,
  incompatible TEXT NOT NULL,
  availability INTEGER NOT NULL CHECK (availability IN (0, 1)),
  position INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE INDEX options_option_group ON options (option_group, id) WHERE deleted_at IS NULL;
CREATE INDEX options_store ON options (store, id) WHERE deleted_at IS NULL;

CREATE TABLE cakes (
  id INTEGER NOT NULL PRIMARY KEY,
  revision INTEGER NOT NULL,
  deleted_at INTEGER,
  store INTEGER NOT NULL REFERENCES stores (id),
  currency TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('cake', 'drink')),
  name TEXT NOT NULL,
  flavor TEXT NOT NULL,
  description TEXT NOT NULL,
  size TEXT NOT NULL,
  price INTEGER NOT NULL CHECK (price >= 0),
  availability INTEGER NOT NULL CHECK (availability IN (0, 1)),
  unavailable_until INTEGER,
  category TEXT NOT NULL,
  season TEXT NOT NULL,
  dietary TEXT NOT NULL,
  allergens TEXT NOT NULL,
  work_minutes INTEGER NOT NULL CHECK (work_minutes >= 0),
  lead_time_minutes INTEGER NOT NULL CHECK (lead_time_minutes >= 0),
  option_groups TEXT NOT NULL,
  images TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE INDEX cakes_store ON cakes (store, id) WHERE deleted_at IS NULL;
CREATE INDEX cakes_category ON cakes (category, id) WHERE deleted_at IS NULL;

-- Pictures, as they were uploaded: content never changes, so that clients may keep one for ever.
CREATE TABLE images (
  id INTEGER NOT NULL PRIMARY KEY,
  store INTEGER REFERENCES stores (id), -- whose it is
  content_type TEXT NOT NULL CHECK (content_type IN ('image/jpeg', 'image/png', 'image/webp')),
  width INTEGER NOT NULL,               -- pixels
  height INTEGER NOT NULL,              -- pixels
  hash BLOB NOT NULL,                   -- BLAKE2b-256 of the content, its ETag
  content BLOB NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE customisations (
  id INTEGER NOT NULL PRIMARY KEY,
  revision INTEGER NOT NULL,
  cake INTEGER NOT NULL REFERENCES cakes (id),
  customer INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  message TEXT NOT NULL,
  toppings TEXT NOT NULL,
  shape TEXT NOT NULL,
  egg_version INTEGER NOT NULL CHECK (egg_version IN (0, 1)),
  options TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE INDEX customisations_customer ON customisations (customer, id);
CREATE INDEX customisations_cake ON customisations (cake);

CREATE TABLE cart_lines (
  id INTEGER NOT NULL PRIMARY KEY,
  revision INTEGER NOT NULL,
  customer INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  cake INTEGER NOT NULL REFERENCES cakes (id),
  customization INTEGER REFERENCES customisations (id) ON DELETE SET NULL,
  store INTEGER NOT NULL REFERENCES stores (id),
  currency TEXT NOT NULL,
  quantity INTEGER NOT NULL CHECK (quantity > 0),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE INDEX cart_lines_customer ON cart_lines (customer, id);
CREATE INDEX cart_lines_customization ON cart_lines (customization) WHERE customization IS NOT NULL;

-- An order refers to what it was made from only loosely: what was bought stands in its lines (D-18).
CREATE TABLE orders (
  id INTEGER NOT NULL PRIMARY KEY,
  revision INTEGER NOT NULL,
  deleted_at INTEGER,
  store INTEGER NOT NULL REFERENCES stores (id),
  number INTEGER NOT NULL,
  customer INTEGER REFERENCES accounts (id) ON DELETE SET NULL,
  customer_name TEXT NOT NULL,
  customer_phone TEXT NOT NULL,
  customer_email TEXT NOT NULL,
  recipient_name TEXT NOT NULL,
  recipient_phone TEXT NOT NULL,
  is_gift INTEGER NOT NULL CHECK (is_gift IN (0, 1)),
  source TEXT NOT NULL CHECK (source = 'web' OR source = 'counter' OR source = 'phone'),
  fulfilment TEXT NOT NULL CHECK (fulfilment IN ('delivery', 'pickup')),
  pickup_mode TEXT CHECK (pickup_mode = 'fixed_time' OR pickup_mode = 'on_my_way' OR pickup_mode = 'geolocation'),
  due_at INTEGER,
  latest_start_at INTEGER NOT NULL,
  work_minutes INTEGER NOT NULL,
  delivery_address TEXT NOT NULL,
  latitude REAL,
  longitude REAL,
  distance_metres INTEGER NOT NULL,
  notes TEXT NOT NULL,
  currency TEXT NOT NULL,
  subtotal INTEGER NOT NULL,
  tax INTEGER NOT NULL,
  delivery_fee INTEGER NOT NULL,
  total_price INTEGER NOT NULL,
  paid_amount INTEGER NOT NULL,
  payment_status TEXT NOT NULL CHECK (payment_status = 'pending' OR payment_status = 'paid'
                                      OR payment_status = 'refunded' OR payment_status = 'cancelled'),
  payment_method TEXT NOT NULL CHECK (payment_method = 'credit_card' OR payment_method = 'paypal'
                                      OR payment_method = 'bank_transfer' OR payment_method = 'other'),
  paid_at INTEGER,
  stage TEXT NOT NULL CHECK (stage = 'pending' OR stage = 'confirmed' OR stage = 'baking' OR stage = 'ready'
                             OR stage = 'out_for_delivery' OR stage = 'delivered' OR stage = 'cancelled'),
  stage_changed_at INTEGER NOT NULL,
  undo_stage TEXT,
  undo_until INTEGER,
  allergens TEXT NOT NULL,
  order_date INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX orders_number ON orders (store, number);
CREATE INDEX orders_customer ON orders (customer, id) WHERE deleted_at IS NULL;
CREATE INDEX orders_store ON orders (store, id) WHERE deleted_at IS NULL;
CREATE INDEX orders_stage ON orders (stage, id) WHERE deleted_at IS NULL;

CREATE TABLE order_lines (
  id INTEGER NOT NULL PRIMARY KEY,
  order_id INTEGER NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  cake INTEGER,
  customization INTEGER,
  name TEXT NOT NULL,
  flavor TEXT NOT NULL,
  size TEXT NOT NULL,
  quantity INTEGER NOT NULL CHECK (quantity > 0),
  unit_price INTEGER NOT NULL,
  options_price INTEGER NOT NULL,
  total INTEGER NOT NULL,
  message TEXT NOT NULL,
  toppings TEXT NOT NULL,
  shape TEXT NOT NULL,
  egg_version INTEGER NOT NULL CHECK (egg_version IN (0, 1)),
  options TEXT NOT NULL,
  allergens TEXT NOT NULL,
  work_minutes INTEGER NOT NULL,
  lead_time_minutes INTEGER NOT NULL
) STRICT;

CREATE INDEX order_lines_order_id ON order_lines (order_id, id);

CREATE TABLE order_events (
  id INTEGER NOT NULL PRIMARY KEY,
  order_id INTEGER NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind = 'placed' OR kind = 'moved' OR kind = 'forced' OR kind = 'undone'),
  from_stage TEXT,
  to_stage TEXT,
  account INTEGER,
  account_name TEXT NOT NULL,
  reason TEXT NOT NULL,
  undo_until INTEGER,
  undone INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1))
) STRICT;

CREATE INDEX order_events_order_id ON order_events (order_id, id);
