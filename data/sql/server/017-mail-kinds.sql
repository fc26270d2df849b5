-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Two more kinds of mail, and words that a mail has from somebody. SQLite changes a constraint by a new table only.

CREATE TABLE mails_new (
  id INTEGER NOT NULL PRIMARY KEY,
  revision INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind = 'order_placed' OR kind = 'order_moved' OR kind = 'order_corrected'
                            OR kind = 'payment_received' OR kind = 'email_confirmation' OR kind = 'password_reset'
                            OR kind = 'store_approved' OR kind = 'order_notice'),
  recipient TEXT NOT NULL,
  recipient_name TEXT NOT NULL,
  subject TEXT NOT NULL,
  message_id TEXT NOT NULL,
  "order" INTEGER,
  account INTEGER,
  payment INTEGER,
  stage TEXT,
  words TEXT NOT NULL,              -- what somebody has to say, or the name of what it is about
  link TEXT NOT NULL,
  valid_until INTEGER,
  moved_at INTEGER,
  hold_until INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state = 'queued' OR state = 'sending' OR state = 'sent' OR state = 'dead'
                             OR state = 'cancelled'),
  attempts INTEGER NOT NULL,
  next_attempt_at INTEGER NOT NULL,
  lease_until INTEGER,
  last_error TEXT NOT NULL,
  sent_at INTEGER,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

INSERT INTO mails_new (id, revision, kind, recipient, recipient_name, subject, message_id, "order", account, payment, stage,
                       words, link, valid_until, moved_at, hold_until, state, attempts, next_attempt_at, lease_until,
                       last_error, sent_at, created_at, updated_at)
SELECT id, revision, kind, recipient, recipient_name, subject, message_id, "order", account, payment, stage,
       '', link, valid_until, moved_at, hold_until, state, attempts, next_attempt_at, lease_until,
       last_error, sent_at, created_at, updated_at FROM mails;

DROP TABLE mails;
ALTER TABLE mails_new RENAME TO mails;

CREATE INDEX mails_waiting ON mails (next_attempt_at) WHERE state = 'queued' OR state = 'sending';
CREATE INDEX mails_dead ON mails (id) WHERE state = 'dead';
CREATE INDEX mails_order ON mails ("order") WHERE "order" IS NOT NULL;
CREATE INDEX mails_account ON mails (account) WHERE "order" IS NULL;
