/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Finds out where the addresses of orders are, where a geocoder is configured. */

#pragma once

#include "server-types.h"

G_BEGIN_DECLS

ServerGeocoder *server_geocoder_new (ServerContext *context);
void server_geocoder_free (ServerGeocoder *self);
void server_geocoder_check (ServerGeocoder *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ServerGeocoder, server_geocoder_free)

G_END_DECLS
