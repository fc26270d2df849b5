/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Stripe's signature of webhooks. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** How far a signature's time may be off, in either direction. */
#define SERVER_STRIPE_TOLERANCE_SECONDS 300

gboolean server_stripe_signature_check (const char *header,
                                        gconstpointer body,
                                        gsize length,
                                        const char *secret,
                                        gint64 now);

G_END_DECLS
