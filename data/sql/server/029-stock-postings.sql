-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- What was taken from several lots at once is several movements, which are taken back at once.

ALTER TABLE stock_movements ADD COLUMN posting INTEGER REFERENCES stock_movements (id); -- the first of them
CREATE INDEX stock_movements_posting ON stock_movements (posting) WHERE posting IS NOT NULL;
