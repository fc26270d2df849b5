-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- What was used before there was enough of it is set off against the lots that come in.

ALTER TABLE inventory_lots ADD COLUMN set_off INTEGER NOT NULL DEFAULT 0; -- what of the lot made that good
