-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- What orders used has a cost: what packs of it cost on that day. For what was used before, that of the present day.
UPDATE stock_movements SET cost = (
  SELECT (inventory_items.pack_cost * abs(stock_movements.quantity) + max(inventory_items.pack_quantity, 1) - 1)
         / max(inventory_items.pack_quantity, 1)
  FROM inventory_items WHERE inventory_items.id = stock_movements.item
)
WHERE kind = 'consume' AND cost = 0;

-- What was bought, used, thrown away or missing when counted, by time.
DROP INDEX stock_movements_expenses;
CREATE INDEX stock_movements_expenses ON stock_movements (store, at) WHERE quantity <> 0;
