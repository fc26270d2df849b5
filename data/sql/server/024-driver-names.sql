-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Who drives a delivery by name, for those who cannot see accounts, and for when the account is gone.

ALTER TABLE deliveries ADD COLUMN driver_name TEXT NOT NULL DEFAULT '';

UPDATE deliveries SET driver_name =
  coalesce((SELECT trim(first_name || ' ' || last_name) FROM accounts WHERE id = deliveries.driver), '');
