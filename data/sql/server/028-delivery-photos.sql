-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- An order that was brought twice has a photo of each attempt.

CREATE TABLE delivery_photos_by_run (
  delivery INTEGER NOT NULL REFERENCES deliveries (id) ON DELETE CASCADE,        -- on which run
  "order" INTEGER NOT NULL REFERENCES orders (id) ON DELETE CASCADE,             -- what was handed over
  content_type TEXT NOT NULL CHECK (content_type IN ('image/jpeg', 'image/png', 'image/webp')),
  content BLOB NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (delivery, "order")
) STRICT;

INSERT INTO delivery_photos_by_run (delivery, "order", content_type, content, created_at)
  SELECT delivery, "order", content_type, content, created_at FROM delivery_photos;
DROP TABLE delivery_photos;
ALTER TABLE delivery_photos_by_run RENAME TO delivery_photos;

CREATE INDEX delivery_photos_order ON delivery_photos ("order");
