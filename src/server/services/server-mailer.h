/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Sends what is in the outbox, on a thread of its own. */

#pragma once

#include "server-types.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _ServerMailer ServerMailer;

ServerMailer *server_mailer_new (ServerContext *context,
                                 GError **error);
void server_mailer_free (ServerMailer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ServerMailer, server_mailer_free)

G_END_DECLS
