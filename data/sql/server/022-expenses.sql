-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- What was bought and what was thrown away, by time.
CREATE INDEX stock_movements_expenses ON stock_movements (store, at) WHERE kind = 'purchase' OR kind = 'waste';
