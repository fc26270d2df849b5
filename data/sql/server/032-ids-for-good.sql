-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- A plan that was given up, or a mark that was taken back, leaves its id to no other: whoever repeats a request after a lost
-- answer, or reads the audit trail, means the one that was there. The tables are made anew, since AUTOINCREMENT cannot be added.

CREATE TABLE new_deliveries (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  revision INTEGER NOT NULL,
  store INTEGER NOT NULL REFERENCES stores (id),
  driver INTEGER REFERENCES accounts (id) ON DELETE SET NULL,
  driver_name TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('planned', 'under_way', 'finished', 'cancelled')),
  orders TEXT NOT NULL,
  starts_at INTEGER,
  started_at INTEGER,
  finished_at INTEGER,
  routing TEXT NOT NULL CHECK (routing IN ('estimate', 'osrm', 'google')),
  routed_at INTEGER,
  route TEXT,
  notes TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

INSERT INTO new_deliveries (id, revision, store, driver, driver_name, state, orders, starts_at, started_at, finished_at, routing,
                            routed_at, route, notes, created_at, updated_at)
  SELECT id, revision, store, driver, driver_name, state, orders, starts_at, started_at, finished_at, routing, routed_at, route,
         notes, created_at, updated_at FROM deliveries;

CREATE TABLE new_delivery_stops (
  id INTEGER NOT NULL PRIMARY KEY,
  delivery INTEGER NOT NULL REFERENCES new_deliveries (id) ON DELETE CASCADE,
  "order" INTEGER NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'delivered', 'failed')),
  latitude REAL,
  longitude REAL,
  travel_seconds INTEGER NOT NULL,
  travel_metres INTEGER NOT NULL,
  eta INTEGER,
  done_at INTEGER,
  received_by TEXT NOT NULL,
  has_photo INTEGER NOT NULL CHECK (has_photo IN (0, 1)),
  by_code INTEGER NOT NULL CHECK (by_code IN (0, 1)),
  reason TEXT NOT NULL
) STRICT;

INSERT INTO new_delivery_stops (id, delivery, "order", state, latitude, longitude, travel_seconds, travel_metres, eta, done_at,
                                received_by, has_photo, by_code, reason)
  SELECT id, delivery, "order", state, latitude, longitude, travel_seconds, travel_metres, eta, done_at, received_by, has_photo,
         by_code, reason FROM delivery_stops;

CREATE TABLE new_positions (
  id INTEGER NOT NULL PRIMARY KEY,
  revision INTEGER NOT NULL,
  store INTEGER NOT NULL REFERENCES stores (id),
  delivery INTEGER NOT NULL REFERENCES new_deliveries (id) ON DELETE CASCADE,
  driver INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  latitude REAL NOT NULL,
  longitude REAL NOT NULL,
  accuracy_metres REAL,
  heading REAL,
  speed REAL,
  at INTEGER NOT NULL,
  received_at INTEGER,
  trail TEXT
) STRICT;

INSERT INTO new_positions (id, revision, store, delivery, driver, latitude, longitude, accuracy_metres, heading, speed, at,
                           received_at, trail)
  SELECT id, revision, store, delivery, driver, latitude, longitude, accuracy_metres, heading, speed, at, received_at, trail
  FROM positions;

CREATE TABLE new_delivery_photos (
  delivery INTEGER NOT NULL REFERENCES new_deliveries (id) ON DELETE CASCADE,    -- on which run
  "order" INTEGER NOT NULL REFERENCES orders (id) ON DELETE CASCADE,             -- what was handed over
  content_type TEXT NOT NULL CHECK (content_type IN ('image/jpeg', 'image/png', 'image/webp')),
  content BLOB NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (delivery, "order")
) STRICT;

INSERT INTO new_delivery_photos (delivery, "order", content_type, content, created_at)
  SELECT delivery, "order", content_type, content, created_at FROM delivery_photos;

CREATE TABLE new_bake_marks (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  revision INTEGER NOT NULL,
  store INTEGER NOT NULL REFERENCES stores (id),
  day TEXT NOT NULL,
  recipe INTEGER REFERENCES recipes (id),
  cake INTEGER REFERENCES cakes (id),
  quantity INTEGER NOT NULL,
  account INTEGER REFERENCES accounts (id) ON DELETE SET NULL,
  account_name TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

INSERT INTO new_bake_marks (id, revision, store, day, recipe, cake, quantity, account, account_name, created_at)
  SELECT id, revision, store, day, recipe, cake, quantity, account, account_name, created_at FROM bake_marks;

DROP TABLE delivery_photos;
DROP TABLE positions;
DROP TABLE delivery_stops;
DROP TABLE deliveries;
DROP TABLE bake_marks;
ALTER TABLE new_deliveries RENAME TO deliveries;
ALTER TABLE new_delivery_stops RENAME TO delivery_stops;
ALTER TABLE new_positions RENAME TO positions;
ALTER TABLE new_delivery_photos RENAME TO delivery_photos;
ALTER TABLE new_bake_marks RENAME TO bake_marks;

CREATE INDEX deliveries_store ON deliveries (store, id);
CREATE INDEX deliveries_driver ON deliveries (driver, id) WHERE driver IS NOT NULL;
CREATE INDEX deliveries_under_way ON deliveries (driver) WHERE state = 'under_way';
CREATE INDEX delivery_stops_delivery ON delivery_stops (delivery, id);
CREATE INDEX delivery_stops_order ON delivery_stops ("order");
CREATE INDEX positions_delivery ON positions (delivery);
CREATE INDEX positions_driver ON positions (driver);
CREATE INDEX delivery_photos_order ON delivery_photos ("order");
CREATE INDEX bake_marks_store ON bake_marks (store, day);
CREATE INDEX bake_marks_account ON bake_marks (account) WHERE account IS NOT NULL;

-- Those that are gone already had ids as well, as the tombstones know.
DELETE FROM sqlite_sequence WHERE name IN ('deliveries', 'bake_marks');
INSERT INTO sqlite_sequence (name, seq)
  SELECT 'deliveries', coalesce(max(id), 0) FROM changes WHERE entity = 'delivery'
  UNION ALL SELECT 'bake_marks', coalesce(max(id), 0) FROM changes WHERE entity = 'bake_mark';
