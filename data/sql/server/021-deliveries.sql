-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Deliveries: runs of drivers with their stops, where the drivers are, and what customers are told of it.

CREATE TABLE deliveries (
  id INTEGER NOT NULL PRIMARY KEY,
  revision INTEGER NOT NULL,
  store INTEGER NOT NULL REFERENCES stores (id),
  driver INTEGER REFERENCES accounts (id) ON DELETE SET NULL,
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

CREATE INDEX deliveries_store ON deliveries (store, id);
CREATE INDEX deliveries_driver ON deliveries (driver, id) WHERE driver IS NOT NULL;
CREATE INDEX deliveries_under_way ON deliveries (driver) WHERE state = 'under_way';

CREATE TABLE delivery_stops (
  id INTEGER NOT NULL PRIMARY KEY,
  delivery INTEGER NOT NULL REFERENCES deliveries (id) ON DELETE CASCADE,
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

CREATE INDEX delivery_stops_delivery ON delivery_stops (delivery, id);
CREATE INDEX delivery_stops_order ON delivery_stops ("order");

-- Where the driver of a delivery is: the newest position, with the trail behind it. The id is that of the delivery.
CREATE TABLE positions (
  id INTEGER NOT NULL PRIMARY KEY,
  revision INTEGER NOT NULL,
  store INTEGER NOT NULL REFERENCES stores (id),
  delivery INTEGER NOT NULL REFERENCES deliveries (id) ON DELETE CASCADE,
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

CREATE INDEX positions_delivery ON positions (delivery);
CREATE INDEX positions_driver ON positions (driver);

-- Photos of hand-overs, for the shop alone.
CREATE TABLE delivery_photos (
  "order" INTEGER NOT NULL PRIMARY KEY REFERENCES orders (id) ON DELETE CASCADE, -- what was handed over
  delivery INTEGER NOT NULL REFERENCES deliveries (id) ON DELETE CASCADE,        -- on which run
  content_type TEXT NOT NULL CHECK (content_type IN ('image/jpeg', 'image/png', 'image/webp')),
  content BLOB NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE INDEX delivery_photos_delivery ON delivery_photos (delivery);

-- When to tell a customer that the driver is almost there, and whether that was done (S-103).
CREATE TABLE delivery_notices (
  "order" INTEGER NOT NULL PRIMARY KEY REFERENCES orders (id) ON DELETE CASCADE, -- what is brought
  send_at INTEGER NOT NULL, -- five minutes before the driver will be there
  sent_at INTEGER           -- when the mail was queued
) STRICT, WITHOUT ROWID;

CREATE INDEX delivery_notices_send_at ON delivery_notices (send_at) WHERE sent_at IS NULL;

-- Who has the token may see where the order is, and nothing else.
CREATE TABLE tracking_links (
  token TEXT NOT NULL PRIMARY KEY, -- random
  "order" INTEGER NOT NULL UNIQUE REFERENCES orders (id) ON DELETE CASCADE, -- what is tracked
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Which addresses of orders were looked up, whatever came of it.
CREATE TABLE geocodings (
  "order" INTEGER NOT NULL PRIMARY KEY REFERENCES orders (id) ON DELETE CASCADE, -- whose address it was
  address TEXT NOT NULL,  -- what was asked for
  asked_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
