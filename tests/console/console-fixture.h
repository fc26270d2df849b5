/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the tests of the console's model start from: an account's folder with made-up orders, and the parts that work on it. */

#pragma once

#include "console-order-list.h"
#include "console-repository-private.h"

G_BEGIN_DECLS

/** A Sunday noon in November 2026. */
#define CONSOLE_FIXTURE_NOW G_GINT64_CONSTANT (1795348800000000)

typedef struct
{
  char *folder;
  ConsoleClock *clock;
  ConsoleSession *session;
  ConsoleOutboxList *outbox;
  ConsoleRepository *repository;
  ConsoleCache *cache;
} ConsoleFixture;

typedef gboolean (*ConsoleFixtureCondition) (gpointer user_data);

ConsoleFixture *console_fixture_new (guint n_orders);
void console_fixture_free (ConsoleFixture *self);
void console_fixture_reopen (ConsoleFixture *self);
void console_fixture_write (ConsoleFixture *self,
                            ConsoleCacheWriteFunc func,
                            gpointer user_data);
void console_fixture_wait (ConsoleFixtureCondition condition,
                           gpointer user_data);
BakeryConnection *console_fixture_open_reader (ConsoleFixture *self);
GArray *console_fixture_query_ids (BakeryConnection *connection,
                                   const char *sql);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ConsoleFixture, console_fixture_free)

G_END_DECLS
