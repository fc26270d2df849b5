-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Stores that registered by themselves and wait for an administrator. Until then neither the store nor its manager's account is
-- active, and nobody else sees them.
CREATE TABLE store_registrations (
  store INTEGER NOT NULL PRIMARY KEY REFERENCES stores (id) ON DELETE CASCADE,
  account INTEGER NOT NULL UNIQUE REFERENCES accounts (id) ON DELETE CASCADE, -- the manager's
  created_at INTEGER NOT NULL                                                 -- when they registered
) STRICT;
