-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Complaints about the site itself, which are of no store; and what a store is told of a cake that lacks something.

-- SQLite changes a constraint by a new table only. To drop the old one removes its replies.
CREATE TABLE replies_kept AS SELECT * FROM complaint_replies;

CREATE TABLE complaints_new (
  id INTEGER NOT NULL PRIMARY KEY,
  revision INTEGER NOT NULL,
  customer INTEGER REFERENCES accounts (id) ON DELETE SET NULL,
  customer_name TEXT NOT NULL,
  store INTEGER REFERENCES stores (id), -- NULL for the site itself
  "order" INTEGER REFERENCES orders (id) ON DELETE SET NULL,
  text TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'answered', 'closed')),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

INSERT INTO complaints_new (id, revision, customer, customer_name, store, "order", text, state, created_at, updated_at)
SELECT id, revision, customer, customer_name, store, "order", text, state, created_at, updated_at FROM complaints;

DROP TABLE complaints;
ALTER TABLE complaints_new RENAME TO complaints;

CREATE INDEX complaints_store ON complaints (store, id);
CREATE INDEX complaints_customer ON complaints (customer, id);
CREATE INDEX complaints_order ON complaints ("order");

INSERT INTO complaint_replies (id, complaint, at, account, account_name, is_staff, text)
SELECT id, complaint, at, account, account_name, is_staff, text FROM replies_kept;

DROP TABLE replies_kept;

ALTER TABLE notifications ADD COLUMN cake INTEGER REFERENCES cakes (id);
CREATE UNIQUE INDEX notifications_cake ON notifications (cake) WHERE cake IS NOT NULL;
