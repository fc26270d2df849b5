-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Accounts whose addresses are confirmed, passwords that can be forgotten, and payment methods that are remembered.

ALTER TABLE accounts ADD COLUMN email_confirmed_at INTEGER;

-- What is mailed to somebody to let them do one thing once. Hashed, as whoever has one needs nothing else.
CREATE TABLE account_tokens (
  token_hash BLOB NOT NULL PRIMARY KEY, -- BLAKE2b of the token
  account INTEGER REFERENCES accounts (id) ON DELETE CASCADE, -- whose it is; NULL for nobody's, that lets nobody do anything
  purpose TEXT NOT NULL CHECK (purpose IN ('confirm', 'reset')),
  email TEXT NOT NULL,                  -- the address it was sent to
  created_at INTEGER NOT NULL,          -- when it was made
  expires_at INTEGER NOT NULL           -- when it stops working
) STRICT, WITHOUT ROWID;

CREATE INDEX account_tokens_account ON account_tokens (account, purpose);
CREATE INDEX account_tokens_expires_at ON account_tokens (expires_at);

-- References that a payment provider gave out. Never the number of a card (D-10).
CREATE TABLE payment_methods (
  id INTEGER NOT NULL PRIMARY KEY,
  revision INTEGER NOT NULL,
  customer INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  provider TEXT NOT NULL,
  token TEXT NOT NULL,
  brand TEXT NOT NULL,
  last4 TEXT NOT NULL,
  expiry_month INTEGER NOT NULL,
  expiry_year INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE INDEX payment_methods_customer ON payment_methods (customer, id);
