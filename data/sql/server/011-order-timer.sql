-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Orders whose clock runs, by when it ends.

CREATE INDEX orders_timer ON orders (due_at)
WHERE preparation_started_at IS NOT NULL AND (stage = 'confirmed' OR stage = 'baking') AND deleted_at IS NULL;
