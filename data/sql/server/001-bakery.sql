-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- The first schema of the server: everything one bakery, or many, needs. Times are microseconds since 1970 in UTC.

-- Numbers and words the server keeps about the database itself. The epoch names this database for the change feed's cursors:
-- a restore gives it a new one, so that nobody goes on where the other history ended.
CREATE TABLE counters (
  name TEXT NOT NULL PRIMARY KEY, -- 'revision' or 'epoch'
  value INTEGER NOT NULL          -- revision: the newest given out; epoch: a random number
) STRICT;

INSERT INTO counters (name, value) VALUES ('revision', 0), ('epoch', random() & 9007199254740991);

-- The change feed: one row per entity, moved to the front at each change. Rows of deleted entities stay for 90 days.
CREATE TABLE changes (
  entity TEXT NOT NULL,              -- name of the entity type: 'order', 'cake', …
  id INTEGER NOT NULL,               -- which one
  revision INTEGER NOT NULL UNIQUE,  -- of its last change
  store INTEGER,                     -- whose it is; NULL concerns every store
  deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)), -- 1: a tombstone
  changed_at INTEGER NOT NULL,       -- when
  PRIMARY KEY (entity, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX changes_deleted ON changes (changed_at) WHERE deleted = 1;

-- Keys that sign access tokens. The newest signs, the two newest are accepted.
CREATE TABLE signing_keys (
  kid TEXT NOT NULL PRIMARY KEY, -- names the key in a token's header
  key BLOB NOT NULL,             -- 32 random bytes
  created_at INTEGER NOT NULL    -- when it was made
) STRICT;

-- Refresh tokens, hashed. All that followed one sign-in are a family and are revoked together.
CREATE TABLE refresh_tokens (
  id INTEGER NOT NULL PRIMARY KEY,
  family TEXT NOT NULL,                -- random name of the sign-in it comes from
  account INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE, -- who signed in
  token_hash BLOB NOT NULL UNIQUE,     -- BLAKE2b of the token
  created_at INTEGER NOT NULL,         -- when it was issued
  expires_at INTEGER NOT NULL,         -- when it stops working
  used_at INTEGER,                     -- when it was exchanged for its successor
  revoked_at INTEGER                   -- when its family was revoked
) STRICT;

CREATE INDEX refresh_tokens_family ON refresh_tokens (family);
CREATE INDEX refresh_tokens_account ON refresh_tokens (account);
CREATE INDEX refresh_tokens_expires_at ON refresh_tokens (expires_at);

-- Answers to requests that carried an Idempotency-Key, kept 90 days and given again to the same request.
CREATE TABLE idempotency_keys (
  account INTEGER NOT NULL,    -- who sent it; 0 for nobody signed in
  key TEXT NOT NULL,           -- as sent
  request_hash BLOB NOT NULL,  -- BLAKE2b of method, path and body
  status INTEGER NOT NULL,     -- of the answer
  headers TEXT NOT NULL,       -- of the answer, one "Name: value" a line
  body BLOB NOT NULL,          -- of the answer
  created_at INTEGER NOT NULL, -- when it was answered
  PRIMARY KEY (account, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX idempotency_keys_created_at ON idempotency_keys (created_at);
