/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Threads for work that waits for others, few and with bounded queues, in lines of their own: however slow one of those is that
 * are waited for, neither requests that need nobody are held up by it, nor those that need somebody else. */

#pragma once

#include "server-types.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * ServerLine:
 * @SERVER_LINE_NONE: for nobody
 * @SERVER_LINE_OURSELVES: for the writer, before somebody else is asked, or nobody at all, as with cash at the till
 * @SERVER_LINE_STRIPE: for Stripe to take money
 * @SERVER_LINE_PAYPAL: for PayPal to take money
 * @SERVER_LINE_REFUNDS: for either to give it back
 * @SERVER_LINE_WEBHOOKS: for PayPal to say which messages are its own, of which strangers can send any number
 * @SERVER_LINE_SETTLING: for either to say what became of what was left open
 * @SERVER_LINE_SORTING: for the ways between stops that are put into order
 * @SERVER_LINE_TIMES: for the ways of the vans
 * @SERVER_LINE_ADDRESSES: for the geocoder
 *
 * What is waited for.
 */
typedef enum
{
  SERVER_LINE_NONE,
  SERVER_LINE_OURSELVES,
  SERVER_LINE_STRIPE,
  SERVER_LINE_PAYPAL,
  SERVER_LINE_REFUNDS,
  SERVER_LINE_WEBHOOKS,
  SERVER_LINE_SETTLING,
  SERVER_LINE_SORTING,
  SERVER_LINE_TIMES,
  SERVER_LINE_ADDRESSES,
  SERVER_N_LINES,
} ServerLine;

/**
 * ServerOutgoingFunc:
 * @user_data: as given
 *
 * Runs on a thread of a line; may block.
 */
typedef void (*ServerOutgoingFunc) (gpointer user_data);

ServerOutgoing *server_outgoing_new (void);
void server_outgoing_free (ServerOutgoing *self);
gboolean server_outgoing_submit (ServerOutgoing *self,
                                 ServerLine line,
                                 ServerOutgoingFunc func,
                                 gpointer user_data,
                                 GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ServerOutgoing, server_outgoing_free)

G_END_DECLS
