-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Hand-over slots, collection at the counter, and orders without an account.

-- When the clock of a collected order began to run: the customer set out, or came near.
ALTER TABLE orders ADD COLUMN preparation_started_at INTEGER;

-- What a day and its slots hold already; lists by due time; lists by payment and by the stage in one store.
CREATE INDEX orders_due ON orders (store, due_at) WHERE deleted_at IS NULL;
CREATE INDEX orders_payment_status ON orders (payment_status, id) WHERE deleted_at IS NULL;
CREATE INDEX orders_store_stage ON orders (store, stage, id) WHERE deleted_at IS NULL;

-- Codes that open the counter's cooler. Only the customer has ever seen one (C-065, C-066, C-096).
CREATE TABLE collection_codes (
  order_id INTEGER NOT NULL PRIMARY KEY REFERENCES orders (id) ON DELETE CASCADE, -- whose cake it is
  code_hash BLOB NOT NULL,              -- keyed BLAKE2b of the code
  salt BLOB NOT NULL,                   -- the key of that hash
  expires_at INTEGER NOT NULL,          -- when it stops working
  attempts INTEGER NOT NULL DEFAULT 0,  -- wrong codes given so far
  used_at INTEGER,                      -- when the cake was handed over for it
  created_at INTEGER NOT NULL           -- when it was shown
) STRICT;

-- Who has the token may follow an order that no account belongs to.
CREATE TABLE guest_orders (
  order_id INTEGER NOT NULL PRIMARY KEY REFERENCES orders (id) ON DELETE CASCADE, -- the order
  token_hash BLOB NOT NULL UNIQUE       -- BLAKE2b of the token
) STRICT;
