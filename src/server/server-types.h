/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Forward declarations of the server's types, so that headers need not include each other. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _ServerConfig ServerConfig;
typedef struct _ServerContext ServerContext;
typedef struct _ServerCopies ServerCopies;
typedef struct _ServerDeliveryTimes ServerDeliveryTimes;
typedef struct _ServerEventHub ServerEventHub;
typedef struct _ServerEventStream ServerEventStream;
typedef struct _ServerGeocoder ServerGeocoder;
typedef struct _ServerIdentity ServerIdentity;
typedef struct _ServerLimits ServerLimits;
typedef struct _ServerListener ServerListener;
typedef struct _ServerMetrics ServerMetrics;
typedef struct _ServerMetricsListener ServerMetricsListener;
typedef struct _ServerOutgoing ServerOutgoing;
typedef struct _ServerPasswords ServerPasswords;
typedef struct _ServerPaymentService ServerPaymentService;
typedef struct _ServerQuery ServerQuery;
typedef struct _ServerRendering ServerRendering;
typedef struct _ServerRequest ServerRequest;
typedef struct _ServerResponse ServerResponse;
typedef struct _ServerRoute ServerRoute;
typedef struct _ServerRouter ServerRouter;
typedef struct _ServerRouting ServerRouting;
typedef struct _ServerTokens ServerTokens;

G_END_DECLS
