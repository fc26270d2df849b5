-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- How many days a supplier usually takes.

ALTER TABLE inventory_items ADD COLUMN delivery_days INTEGER NOT NULL DEFAULT 1;
