-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Mail that waits, in the order in which it is sent, so that the next one is the first entry however long the queue is. One
-- index for both states: each one more costs every order that is placed.

DROP INDEX mails_queued;
DROP INDEX mails_sending;
CREATE INDEX mails_waiting ON mails (next_attempt_at) WHERE state = 'queued' OR state = 'sending';
