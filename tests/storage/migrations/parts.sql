-- SPDX-License-Identifier: GPL-3.0-or-later

-- The second: a table and a row, and a semicolon in a text; and one in a comment.
CREATE TABLE boards (
  shelf INTEGER NOT NULL REFERENCES shelves,
  width INTEGER
) STRICT;
INSERT INTO shelves (id, name) VALUES (1, 'top; left');
INSERT INTO boards VALUES (1, 40);
