/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Forward declarations of the console's model types, so that headers need not include each other. */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _ConsoleApiClient ConsoleApiClient;
typedef struct _ConsoleCache ConsoleCache;
typedef struct _ConsoleContext ConsoleContext;
typedef struct _ConsoleDrafts ConsoleDrafts;
typedef struct _ConsoleOrderItem ConsoleOrderItem;
typedef struct _ConsoleOrderList ConsoleOrderList;
typedef struct _ConsoleOutboxItem ConsoleOutboxItem;
typedef struct _ConsoleOutboxList ConsoleOutboxList;
typedef struct _ConsoleRepository ConsoleRepository;
typedef struct _ConsoleSecrets ConsoleSecrets;
typedef struct _ConsoleServerProcess ConsoleServerProcess;
typedef struct _ConsoleSession ConsoleSession;
typedef struct _ConsoleSync ConsoleSync;
typedef struct _ConsoleTiles ConsoleTiles;

G_END_DECLS
