-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Access tokens that end before their time.

-- Which tokens of the account are good: those that name this number. It grows with each new password or role.
ALTER TABLE accounts ADD COLUMN token_generation INTEGER NOT NULL DEFAULT 0;
