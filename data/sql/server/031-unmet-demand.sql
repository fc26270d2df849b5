-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- What customers asked for in vain, counted by the day they wanted it on.

CREATE TABLE unmet_demands (
  id INTEGER NOT NULL PRIMARY KEY,
  revision INTEGER NOT NULL,
  store INTEGER NOT NULL REFERENCES stores (id),
  day TEXT NOT NULL,
  cake INTEGER NOT NULL REFERENCES cakes (id),
  cake_name TEXT NOT NULL,
  reason TEXT NOT NULL,
  requests INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX unmet_demands_what ON unmet_demands (store, day, cake, reason);
