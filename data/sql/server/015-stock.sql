-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- What is in stock, how it came there and went, and what cakes are made of. Quantities are thousandths of a unit.

CREATE TABLE inventory_items (
  id INTEGER NOT NULL PRIMARY KEY,
  revision INTEGER NOT NULL,
  deleted_at INTEGER,
  store INTEGER NOT NULL REFERENCES stores (id),
  currency TEXT NOT NULL,
  name TEXT NOT NULL,
  type TEXT NOT NULL CHECK (type IN ('ingredient', 'decoration', 'packaging', 'resale', 'soda', 'syrup', 'add_in', 'physical')),
  unit TEXT NOT NULL CHECK (unit IN ('g', 'ml', 'piece')),
  quantity INTEGER NOT NULL, -- the sum of stock_movements.quantity
  reserved INTEGER NOT NULL, -- the sum of stock_movements.reserved
  is_short INTEGER NOT NULL CHECK (is_short IN (0, 1)),
  threshold INTEGER NOT NULL,
  low_since INTEGER,
  supplier TEXT NOT NULL,
  pack_quantity INTEGER NOT NULL CHECK (pack_quantity > 0),
  pack_cost INTEGER NOT NULL,
  allergens TEXT NOT NULL,
  use_by_days INTEGER NOT NULL,
  own_units TEXT NOT NULL,
  active INTEGER NOT NULL CHECK (active IN (0, 1)),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE INDEX inventory_items_store ON inventory_items (store, id);

CREATE TABLE inventory_lots (
  id INTEGER NOT NULL PRIMARY KEY,
  revision INTEGER NOT NULL,
  store INTEGER NOT NULL REFERENCES stores (id),
  item INTEGER NOT NULL REFERENCES inventory_items (id),
  received_at INTEGER NOT NULL,
  use_by INTEGER,
  quantity INTEGER NOT NULL,
  remaining INTEGER NOT NULL CHECK (remaining >= 0), -- the sum of stock_movements.quantity of the lot
  updated_at INTEGER NOT NULL
) STRICT;

CREATE INDEX inventory_lots_item ON inventory_lots (item) WHERE remaining > 0;
CREATE INDEX inventory_lots_store ON inventory_lots (store, id);

-- Never changed: what was wrong is taken back by another movement.
CREATE TABLE stock_movements (
  id INTEGER NOT NULL PRIMARY KEY,
  revision INTEGER NOT NULL,
  store INTEGER NOT NULL REFERENCES stores (id),
  currency TEXT NOT NULL,
  item INTEGER NOT NULL REFERENCES inventory_items (id),
  kind TEXT NOT NULL CHECK (kind IN ('purchase', 'reserve', 'consume', 'release', 'waste', 'count')),
  amount INTEGER NOT NULL,
  unit TEXT NOT NULL,
  at INTEGER,
  reason TEXT NOT NULL,
  cost INTEGER NOT NULL,
  lot INTEGER REFERENCES inventory_lots (id),
  use_by INTEGER,
  quantity INTEGER NOT NULL,
  reserved INTEGER NOT NULL,
  balance INTEGER NOT NULL,
  is_short INTEGER NOT NULL CHECK (is_short IN (0, 1)),
  "order" INTEGER REFERENCES orders (id) ON DELETE SET NULL,
  reverses INTEGER REFERENCES stock_movements (id),
  account INTEGER REFERENCES accounts (id) ON DELETE SET NULL,
  account_name TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE INDEX stock_movements_item ON stock_movements (item, at);
CREATE INDEX stock_movements_store ON stock_movements (store, id);
CREATE INDEX stock_movements_order ON stock_movements ("order", item) WHERE "order" IS NOT NULL;
CREATE INDEX stock_movements_account ON stock_movements (account) WHERE account IS NOT NULL;
CREATE UNIQUE INDEX stock_movements_reverses ON stock_movements (reverses) WHERE reverses IS NOT NULL;

CREATE TABLE recipes (
  id INTEGER NOT NULL PRIMARY KEY,
  revision INTEGER NOT NULL,
  deleted_at INTEGER,
  store INTEGER NOT NULL REFERENCES stores (id),
  name TEXT NOT NULL,
  cake INTEGER REFERENCES cakes (id),
  option INTEGER REFERENCES options (id),
  yield_quantity INTEGER NOT NULL CHECK (yield_quantity > 0),
  yield_unit TEXT NOT NULL CHECK (yield_unit IN ('g', 'kg', 'ml', 'l', 'piece')),
  loss INTEGER NOT NULL CHECK (loss BETWEEN 0 AND 9000),
  hours_before INTEGER NOT NULL,
  batch_quantity INTEGER NOT NULL,
  overrides_allergens INTEGER NOT NULL CHECK (overrides_allergens IN (0, 1)),
  allergens TEXT NOT NULL,
  allergen_reason TEXT NOT NULL,
  notes TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE INDEX recipes_store ON recipes (store, id) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX recipes_cake ON recipes (cake) WHERE cake IS NOT NULL AND deleted_at IS NULL;
CREATE UNIQUE INDEX recipes_option ON recipes (option) WHERE option IS NOT NULL AND deleted_at IS NULL;

CREATE TABLE recipe_lines (
  id INTEGER NOT NULL PRIMARY KEY,
  recipe_id INTEGER NOT NULL REFERENCES recipes (id) ON DELETE CASCADE,
  item INTEGER REFERENCES inventory_items (id),
  recipe INTEGER REFERENCES recipes (id),
  quantity INTEGER NOT NULL CHECK (quantity > 0),
  unit TEXT NOT NULL
) STRICT;

CREATE INDEX recipe_lines_recipe_id ON recipe_lines (recipe_id, id);
CREATE INDEX recipe_lines_item ON recipe_lines (item) WHERE item IS NOT NULL;
CREATE INDEX recipe_lines_recipe ON recipe_lines (recipe) WHERE recipe IS NOT NULL;

-- What was ticked off the bake list.
CREATE TABLE bake_marks (
  id INTEGER NOT NULL PRIMARY KEY,
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

CREATE INDEX bake_marks_store ON bake_marks (store, day);
CREATE INDEX bake_marks_account ON bake_marks (account) WHERE account IS NOT NULL;

-- The ingredient of which there is not enough for one, kept by the movements; '' while there is.
ALTER TABLE cakes ADD COLUMN missing TEXT NOT NULL DEFAULT '';
ALTER TABLE options ADD COLUMN missing TEXT NOT NULL DEFAULT '';

-- The options of a line by their ids, for their recipes; lines of before have none.
ALTER TABLE order_lines ADD COLUMN option_ids TEXT NOT NULL DEFAULT '[]';
