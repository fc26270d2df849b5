/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What mails say. The outbox only keeps what a mail is about; its texts are written when it is sent. */

#pragma once

#include "bakery-connection.h"
#include "bakery-mail.h"
#include "bakery-order.h"
#include "server-mail-template.h"

G_BEGIN_DECLS

/**
 * ServerMailContent:
 * @text: the plain alternative
 * @html: the other one
 *
 * A mail as its reader sees it, but for the subject.
 */
typedef struct
{
  char *text;
  char *html;
} ServerMailContent;

void server_mail_content_clear (ServerMailContent *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ServerMailContent, server_mail_content_clear)

char *server_mail_content_dup_subject (BakeryMailKind kind,
                                       const BakeryOrder *order);
char *server_mail_content_dup_news (const BakeryOrder *order,
                                    BakeryStage stage);
char *server_mail_content_dup_instant (gint64 time,
                                       const char *time_zone);
void server_mail_content_fill (ServerMailContent *self,
                               const char *template_name,
                               const char *subject,
                               const ServerMailValue *values);
gboolean server_mail_content_write (ServerMailContent *self,
                                    BakeryConnection *connection,
                                    const BakeryMail *mail,
                                    GError **error);

G_END_DECLS
