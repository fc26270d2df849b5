-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- A refund that a close has counted can come back from the customer's bank. The next close counts that, too, and marks it.

CREATE TABLE marked_entries (
  entity TEXT NOT NULL CHECK (entity IN ('payment', 'refund', 'return')),
  id INTEGER NOT NULL,        -- which one; of a return the refund
  day_close INTEGER NOT NULL REFERENCES day_closes (id), -- that has counted it
  PRIMARY KEY (entity, id)
) STRICT, WITHOUT ROWID;

INSERT INTO marked_entries SELECT entity, id, day_close FROM day_close_entries;
DROP TABLE day_close_entries;
ALTER TABLE marked_entries RENAME TO day_close_entries;
CREATE INDEX day_close_entries_day_close ON day_close_entries (day_close);

CREATE INDEX refunds_failed ON refunds (store, updated_at) WHERE status = 'failed';
