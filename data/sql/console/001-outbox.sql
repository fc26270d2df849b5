-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- The outbox: changes made at this console that the server has not confirmed. Unlike the cache it cannot be fetched again,
-- so it has a file and migrations of its own. Times are microseconds since 1970 in UTC.

CREATE TABLE outbox (
  sequence INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, -- order of creation, never reused
  entity TEXT NOT NULL,                    -- what it changes ('order', 'cake', …)
  object INTEGER NOT NULL,                 -- which one; negative while the server has not given it an id
  kind TEXT NOT NULL
    CHECK (kind IN ('create', 'update', 'delete', 'stage', 'undo', 'reply')),
  arguments TEXT,                          -- what a verb was told, JSON
  batch INTEGER NOT NULL DEFAULT 0,        -- the act it is part of, 0 for one of its own
  unknown_references INTEGER NOT NULL,     -- how many things it names that have no id of the server's yet
  idempotency_key TEXT NOT NULL UNIQUE,    -- the same at each attempt, so that it takes effect once
  base_revision INTEGER NOT NULL,          -- the revision the person saw; If-Match
  created_at INTEGER NOT NULL,             -- when the person did it
  attempts INTEGER NOT NULL DEFAULT 0,     -- times it was sent
  next_attempt_at INTEGER NOT NULL DEFAULT 0, -- not before this instant
  state TEXT NOT NULL DEFAULT 'queued'
    CHECK (state IN ('queued', 'sending', 'sent', 'conflict', 'rejected')),
  last_error TEXT,                         -- why the last attempt failed, for the person
  violations TEXT,                         -- what the server found wrong, by field, JSON
  before TEXT,                             -- the object as the person saw it, JSON; NULL for a new one
  after TEXT                               -- the object as the person left it, JSON; NULL for a deleted one
) STRICT;

CREATE INDEX outbox_by_object ON outbox (entity, object, sequence);
CREATE INDEX outbox_by_batch ON outbox (batch) WHERE batch <> 0;

-- What the server has of each object that a change waits for; follows the change feed. The cache shows this with the changes
-- made to it. A row stays until the next start, so that a cache which missed the end of a change is put right.
CREATE TABLE truth (
  entity TEXT NOT NULL,
  object INTEGER NOT NULL,
  data TEXT,                               -- JSON; NULL when the server has no such object
  PRIMARY KEY (entity, object)
) STRICT, WITHOUT ROWID;
