-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- The audit trail: one row per change of an entity, written in the transaction of the change. Rows stay as they were written;
-- the one exception is the erasure of a person's data, which may empty what tells of the person and nothing else.

CREATE TABLE audit (
  id INTEGER NOT NULL PRIMARY KEY,
  revision INTEGER NOT NULL,   -- that the change gave the entity
  at INTEGER NOT NULL,         -- when it was changed
  entity TEXT NOT NULL,        -- name of the entity type: 'order', 'cake', …
  entity_id INTEGER NOT NULL,  -- which one
  store INTEGER,               -- whose it is; NULL for what belongs to no store
  action TEXT NOT NULL CHECK (action = 'created' OR action = 'changed' OR action = 'deleted'),
  account INTEGER,             -- who changed it; NULL for nobody signed in and for the server itself
  account_name TEXT NOT NULL,  -- their name at that time
  role TEXT NOT NULL,          -- their role at that time; empty for the server itself
  address TEXT NOT NULL,       -- where the request came from
  request TEXT NOT NULL,       -- its id in the log
  before TEXT,                 -- the changed fields as they were, as JSON
  after TEXT                   -- the changed fields as they are since, as JSON
) STRICT;

CREATE INDEX audit_entity ON audit (entity, entity_id, id);
CREATE INDEX audit_account ON audit (account, id);
CREATE INDEX audit_store ON audit (store, id);

CREATE TRIGGER audit_stays BEFORE DELETE ON audit
BEGIN
  SELECT raise(ABORT, 'the audit trail is append-only');
END;

CREATE TRIGGER audit_is_final BEFORE UPDATE ON audit
WHEN new.id IS NOT old.id OR new.revision IS NOT old.revision OR new.at IS NOT old.at OR new.entity IS NOT old.entity
  OR new.entity_id IS NOT old.entity_id OR new.store IS NOT old.store OR new.action IS NOT old.action
  OR new.account IS NOT old.account OR new.role IS NOT old.role OR new.request IS NOT old.request
  OR new.account_name NOT IN ('', old.account_name) OR new.address NOT IN ('', old.address)
  OR (new.before IS NOT NULL AND new.before IS NOT old.before) OR (new.after IS NOT NULL AND new.after IS NOT old.after)
BEGIN
  SELECT raise(ABORT, 'the audit trail is append-only');
END;
