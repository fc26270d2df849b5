-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Providers name a payment by the money they took where they tell of refunds.

CREATE INDEX payments_capture_reference ON payments (provider, capture_reference) WHERE capture_reference <> '';
