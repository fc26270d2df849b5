/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Hands mail to a mail server over SMTP. One thread at a time. */

#pragma once

#include "bakery-mail.h"
#include "server-mail-content.h"
#include "server-mail-outbox.h"
#include "server-types.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _ServerMailSender ServerMailSender;

ServerMailSender *server_mail_sender_new (const ServerConfig *config,
                                          GCancellable *cancellable,
                                          GError **error);
void server_mail_sender_free (ServerMailSender *self);
ServerMailOutcome server_mail_sender_send (ServerMailSender *self,
                                           const BakeryMail *mail,
                                           const ServerMailContent *content,
                                           gint64 now,
                                           char **ret_problem);

char *server_mail_sender_encode_words (const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ServerMailSender, server_mail_sender_free)

G_END_DECLS
