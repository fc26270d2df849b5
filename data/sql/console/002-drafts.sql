-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- What was typed into forms and not saved, so that it is there again after the console ended, however it ended.

CREATE TABLE draft (
  entity TEXT NOT NULL,                    -- what was typed ('cake', 'store', …)
  object INTEGER NOT NULL,                 -- which one: 0 for a new one, negative while the server has not given it an id
  base TEXT NOT NULL,                      -- what was there when somebody began to type, JSON
  typed TEXT NOT NULL,                     -- what they made of it, JSON
  is_valid INTEGER NOT NULL,               -- whether it could be saved as it is
  PRIMARY KEY (entity, object)
) STRICT, WITHOUT ROWID;
