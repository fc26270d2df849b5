-- SPDX-License-Identifier: GPL-3.0-or-later

-- Fails in its last line, after it changed much.
INSERT INTO shelves (id, name) VALUES (2, 'bottom');
CREATE TABLE drawers (id INTEGER) STRICT;
DROP TABLE boards;
INSERT INTO nowhere VALUES (1);
