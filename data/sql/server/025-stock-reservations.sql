-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- What accepted orders will take and when, so that it is known what is left when a delivery comes.

CREATE TABLE stock_reservations (
  item INTEGER NOT NULL REFERENCES inventory_items (id),
  "order" INTEGER NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
  before INTEGER NOT NULL, -- microseconds before the latest start of the order
  quantity INTEGER NOT NULL,
  PRIMARY KEY (item, "order", before)
) STRICT, WITHOUT ROWID;

CREATE INDEX stock_reservations_order ON stock_reservations ("order");

INSERT INTO stock_reservations (item, "order", before, quantity)
  SELECT item, "order", 0, sum (reserved) FROM stock_movements WHERE "order" IS NOT NULL
  GROUP BY item, "order" HAVING sum (reserved) > 0;
