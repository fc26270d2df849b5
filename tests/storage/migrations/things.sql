-- SPDX-License-Identifier: GPL-3.0-or-later

-- The first migration of the tests.
CREATE TABLE shelves (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL
) STRICT;
