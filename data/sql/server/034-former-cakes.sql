-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Cakes that have left the catalogue, as the feed tells managers of them: what was sold of them stays in its category, also at a
-- console that never saw them. Those that are gone already are told of now.

INSERT INTO changes (entity, id, revision, store, deleted, changed_at)
  SELECT 'former_cake', id,
         (SELECT value FROM counters WHERE name = 'revision') + row_number() OVER (ORDER BY id), store, 0, deleted_at
  FROM cakes WHERE deleted_at IS NOT NULL;

UPDATE counters SET value = value + (SELECT count(*) FROM changes WHERE entity = 'former_cake') WHERE name = 'revision';

CREATE VIEW former_cakes (id, revision, store, name, category) AS
  SELECT c.id, h.revision, c.store, c.name, c.category
  FROM changes AS h JOIN cakes AS c ON c.id = h.id WHERE h.entity = 'former_cake';
