-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Which stops ended at the customer's door, so that the driver was there, and which at the counter. Of those that have ended
-- already nobody knows; drivers count as having been there, as they did before.

ALTER TABLE delivery_stops ADD COLUMN at_door INTEGER NOT NULL DEFAULT 0 CHECK (at_door IN (0, 1));

UPDATE delivery_stops SET at_door = 1 WHERE state <> 'waiting';
