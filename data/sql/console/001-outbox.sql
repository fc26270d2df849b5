-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- The outbox: changes made at this console that the server has not confirmed. Unlike the cache it cannot be fetched again,
-- so it has a file and migrations of its own. Times are microseconds since 1970 in UTC.

CREATE TABLE outbox (
  sequence INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, -- order of creation, never reused
  entity TEXT NOT NULL,                    -- what kind of object it changes ('order')
  object INTEGER NOT NULL,                 -- which one
  method TEXT NOT NULL,                    -- of the request
  path TEXT NOT NULL,                      -- of the request, below /api/v1/
  body TEXT NOT NULL,                      -- of the request, JSON
  idempotency_key TEXT NOT NULL UNIQUE,    -- the same at each attempt, so that it takes effect once
  base_revision INTEGER NOT NULL,          -- the revision the person saw; If-Match
  created_at INTEGER NOT NULL,             -- when the person did it
  attempts INTEGER NOT NULL DEFAULT 0,     -- times it was sent
  next_attempt_at INTEGER NOT NULL DEFAULT 0, -- not before this instant
  state TEXT NOT NULL DEFAULT 'queued'
    CHECK (state IN ('queued', 'sending', 'sent', 'conflict', 'rejected')),
  last_error TEXT,                         -- why the last attempt failed, for the person
  before TEXT NOT NULL,                    -- the object as the server has it, JSON; follows the change feed
  after TEXT NOT NULL                      -- the object as the person left it, JSON
) STRICT;

CREATE INDEX outbox_by_object ON outbox (entity, object, sequence);
