-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- What a request with an Idempotency-Key has begun at another service, as long as there is no answer: the id of a payment or a
-- refund. The status is 0 meanwhile, and 1 once the server that worked on the request has ended.
ALTER TABLE idempotency_keys ADD COLUMN subject INTEGER;
