-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Telephones of drivers whose positions look old when they arrive: because they were kept back without a network, or because
-- the clock is slow. Those whose positions do not look old have no row.

CREATE TABLE phone_clocks (
  delivery INTEGER NOT NULL PRIMARY KEY REFERENCES deliveries (id) ON DELETE CASCADE, -- which they are under way with
  lag INTEGER NOT NULL,    -- how old positions look at least, microseconds
  since INTEGER NOT NULL,  -- since when they have looked no younger
  is_sure INTEGER NOT NULL CHECK (is_sure IN (0, 1)) -- whether it is the clock
) STRICT, WITHOUT ROWID;
