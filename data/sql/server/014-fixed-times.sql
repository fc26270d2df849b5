-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Orders whose clock runs, by when it ends: those for a fixed time, too, and only as long as the bakery works on them.
DROP INDEX orders_timer;
CREATE INDEX orders_timer ON orders (stage, due_at)
  WHERE (preparation_started_at IS NOT NULL OR pickup_mode = 'fixed_time')
    AND (stage = 'confirmed' OR stage = 'baking') AND deleted_at IS NULL;
