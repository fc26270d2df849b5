-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- The outbox: mail that is to be sent, queued in the transaction of what it tells of, so that neither is ever without the
-- other (D-09). A row says what a mail is about; its texts are written when it is sent. Mail about a move is held until the move
-- cannot be taken back any more (N-2).

CREATE TABLE mails (
  id INTEGER NOT NULL PRIMARY KEY,
  revision INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind = 'order_placed' OR kind = 'order_moved' OR kind = 'order_corrected'
                            OR kind = 'payment_received' OR kind = 'email_confirmation' OR kind = 'password_reset'),
  recipient TEXT NOT NULL,          -- the address it goes to
  recipient_name TEXT NOT NULL,     -- how it is addressed
  subject TEXT NOT NULL,
  message_id TEXT NOT NULL,         -- a random UUID, what stands before the @ of its Message-ID, the same at each attempt
  "order" INTEGER,                  -- the order it is about
  account INTEGER,                  -- the account it is about
  payment INTEGER,                  -- the payment it is about
  stage TEXT,                       -- the stage of the order that it tells of
  link TEXT NOT NULL,               -- what lets its reader into an account; emptied once sent
  valid_until INTEGER,              -- until when the link works
  moved_at INTEGER,                 -- when the move of the order was made that it tells of
  hold_until INTEGER NOT NULL,      -- it is not sent before
  state TEXT NOT NULL CHECK (state = 'queued' OR state = 'sending' OR state = 'sent' OR state = 'dead'
                             OR state = 'cancelled'),
  attempts INTEGER NOT NULL,        -- how often it was tried
  next_attempt_at INTEGER NOT NULL, -- when it is tried next, while it is queued
  lease_until INTEGER,              -- until when whoever sends it has to say what came of it
  last_error TEXT NOT NULL,         -- why the last attempt failed
  sent_at INTEGER,                  -- when the mail server took it
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE INDEX mails_queued ON mails (next_attempt_at) WHERE state = 'queued';
CREATE INDEX mails_sending ON mails (lease_until) WHERE state = 'sending';
CREATE INDEX mails_dead ON mails (id) WHERE state = 'dead';

-- What is about an order is found by it, also for its customer.
CREATE INDEX mails_order ON mails ("order") WHERE "order" IS NOT NULL;
CREATE INDEX mails_account ON mails (account) WHERE "order" IS NULL;
