-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Accounts in the change feed.

-- Who left which store. The feed tells managers of a store that such an account is gone, as it does of what was deleted.
CREATE TABLE account_departures (
  account INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  store INTEGER NOT NULL REFERENCES stores (id) ON DELETE CASCADE,
  revision INTEGER NOT NULL,    -- of the account without the store
  departed_at INTEGER NOT NULL, -- when
  PRIMARY KEY (account, store)
) STRICT, WITHOUT ROWID;

CREATE INDEX account_departures_departed_at ON account_departures (departed_at);

-- Accounts that were there before the feed told of them get revisions that no console has seen.
UPDATE accounts SET revision = numbered.revision
FROM (
  SELECT id, row_number() OVER (ORDER BY id) + (SELECT value FROM counters WHERE name = 'revision') AS revision
  FROM accounts
) AS numbered
WHERE accounts.id = numbered.id;

UPDATE counters SET value = value + (SELECT count(*) FROM accounts) WHERE name = 'revision';

DELETE FROM changes WHERE entity = 'account';

INSERT INTO changes (entity, id, revision, store, deleted, changed_at)
SELECT 'account', id, revision, NULL, deleted_at IS NOT NULL, coalesce(deleted_at, updated_at) FROM accounts;
