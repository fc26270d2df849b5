-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- What is ordered from a supplier and has not come in.

ALTER TABLE inventory_items ADD COLUMN expected_quantity INTEGER NOT NULL DEFAULT 0;
ALTER TABLE inventory_items ADD COLUMN expected_at INTEGER;
