-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Orders whose clock runs, by when it ends.
CREATE INDEX orders_timer ON orders (stage, due_at) WHERE preparation_started_at IS NOT NULL AND deleted_at IS NULL;
