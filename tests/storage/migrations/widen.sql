-- SPDX-License-Identifier: GPL-3.0-or-later

-- The third changes data that is there.
UPDATE boards SET width = width * 2;
