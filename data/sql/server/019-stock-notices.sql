-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Notices of items that run low. The table of notifications is made anew, since the words of a CHECK cannot be added to.

CREATE TABLE new_notifications (
  id INTEGER NOT NULL PRIMARY KEY,
  revision INTEGER NOT NULL,
  account INTEGER REFERENCES accounts (id) ON DELETE CASCADE,
  store INTEGER REFERENCES stores (id),
  kind TEXT NOT NULL CHECK (kind IN ('general', 'maintenance', 'order', 'complaint', 'stock')),
  text TEXT NOT NULL,
  until INTEGER,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

INSERT INTO new_notifications (id, revision, account, store, kind, text, until, created_at, updated_at)
  SELECT id, revision, account, store, kind, text, until, created_at, updated_at FROM notifications;

CREATE TABLE new_notification_reads (
  notification INTEGER NOT NULL REFERENCES new_notifications (id) ON DELETE CASCADE,
  account INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  read_at INTEGER NOT NULL, -- when
  PRIMARY KEY (notification, account)
) STRICT, WITHOUT ROWID;

INSERT INTO new_notification_reads (notification, account, read_at)
  SELECT notification, account, read_at FROM notification_reads;

DROP TABLE notification_reads;
DROP TABLE notifications;
ALTER TABLE new_notifications RENAME TO notifications;
ALTER TABLE new_notification_reads RENAME TO notification_reads;
CREATE INDEX notifications_account ON notifications (account, id);

-- The notice that was given of an item, until there is enough of it again.
CREATE TABLE stock_notices (
  item INTEGER NOT NULL PRIMARY KEY REFERENCES inventory_items (id),
  notification INTEGER NOT NULL REFERENCES notifications (id) ON DELETE CASCADE
) STRICT;

CREATE INDEX stock_notices_notification ON stock_notices (notification);
