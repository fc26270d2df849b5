/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The outbox: putting mail in, and what becomes of it there. Called inside a transaction of the writer. */

#pragma once

#include "bakery-connection.h"
#include "bakery-mail.h"

G_BEGIN_DECLS

/**
 * ServerMailOutcome:
 * @SERVER_MAIL_TAKEN: the mail server took it
 * @SERVER_MAIL_DEFERRED: it may work later
 * @SERVER_MAIL_REFUSED: it will never work
 */
typedef enum
{
  SERVER_MAIL_TAKEN,
  SERVER_MAIL_DEFERRED,
  SERVER_MAIL_REFUSED,
} ServerMailOutcome;

void server_mail_set_head (BakeryMail *mail,
                           BakeryMailKind kind,
                           const char *subject,
                           const char *recipient,
                           const char *name);

gboolean server_mail_outbox_insert (BakeryConnection *connection,
                                    BakeryMail *mail,
                                    gint64 hold_until,
                                    gint64 now,
                                    GError **error);
gboolean server_mail_outbox_take_back (BakeryConnection *connection,
                                       gint64 order,
                                       gint64 moved_at,
                                       gint64 now,
                                       gboolean *ret_may_be_out,
                                       GError **error);
gboolean server_mail_outbox_has_due (BakeryConnection *connection,
                                     gint64 now,
                                     gboolean *ret_has_due,
                                     GError **error);
gboolean server_mail_outbox_lease (BakeryConnection *connection,
                                   gint64 now,
                                   gint64 lease_until,
                                   BakeryMail **ret_mail,
                                   GError **error);
gboolean server_mail_outbox_finish (BakeryConnection *connection,
                                    gint64 id,
                                    ServerMailOutcome outcome,
                                    const char *problem,
                                    gint64 now,
                                    gint64 next_attempt_at,
                                    GError **error);
gboolean server_mail_outbox_prune (BakeryConnection *connection,
                                   gint64 before,
                                   gint64 now,
                                   GError **error);

G_END_DECLS
