-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- The outbox: mail that is to be sent, written in the transaction of what it tells of, so that neither is ever without the
-- other (D-09). Mail about a move is held until the move cannot be taken back any more (N-2).

CREATE TABLE mails (
  id INTEGER NOT NULL PRIMARY KEY,
  revision INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('order_placed', 'order_moved', 'order_corrected', 'payment_received',
                                     'email_confirmation', 'password_reset')),
  recipient TEXT NOT NULL,          -- the address it goes to
  recipient_name TEXT NOT NULL,     -- how it is addressed
  subject TEXT NOT NULL,
  text TEXT NOT NULL,               -- the plain alternative; emptied once sent where it holds a secret
  html TEXT NOT NULL,               -- the other alternative, likewise
  message_id TEXT NOT NULL UNIQUE,  -- what stands before the @ of its Message-ID, the same at each attempt
  "order" INTEGER,                  -- the order it is about
  account INTEGER,                  -- the account it is about
  moved_at INTEGER,                 -- when the move of the order was made that it tells of
  hold_until INTEGER NOT NULL,      -- it is not sent before
  state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'dead', 'cancelled')),
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
CREATE INDEX mails_order ON mails ("order", moved_at);
CREATE INDEX mails_account ON mails (account);
CREATE INDEX mails_state ON mails (state, id);
