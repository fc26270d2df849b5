/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the files of the import share. One thread. */

#pragma once

#include "bakery-account.h"
#include "bakery-cake.h"
#include "bakery-cart.h"
#include "bakery-order.h"
#include "bakery-store.h"
#include "server-import.h"

G_BEGIN_DECLS

/**
 * ServerImport:
 * @connection: borrowed, in a transaction
 * @dump: borrowed
 * @plan: borrowed
 * @report: borrowed
 *
 * An import under way.
 */
typedef struct
{
  BakeryConnection *connection;
  const ServerDump *dump;
  const ServerImportPlan *plan;
  ServerImportReport *report;
} ServerImport;

/**
 * ServerImportFunc:
 * @self: the import
 * @row: a row of the function's model
 * @violations: gets everything that is wrong with it
 * @error: a %BAKERY_STORAGE_ERROR that ends the import
 *
 * Takes one row over, unless something is wrong with it.
 *
 * Returns: whether the import may go on
 */
typedef gboolean (*ServerImportFunc) (ServerImport *self,
                                      const ServerDumpRow *row,
                                      BakeryViolations *violations,
                                      GError **error);

gboolean server_import_store (ServerImport *self,
                              const ServerDumpRow *row,
                              BakeryViolations *violations,
                              GError **error);
gboolean server_import_customer (ServerImport *self,
                                 const ServerDumpRow *row,
                                 BakeryViolations *violations,
                                 GError **error);
gboolean server_import_cake (ServerImport *self,
                             const ServerDumpRow *row,
                             BakeryViolations *violations,
                             GError **error);
gboolean server_import_customisation (ServerImport *self,
                                      const ServerDumpRow *row,
                                      BakeryViolations *violations,
                                      GError **error);
gboolean server_import_cart_line (ServerImport *self,
                                  const ServerDumpRow *row,
                                  BakeryViolations *violations,
                                  GError **error);
gboolean server_import_order (ServerImport *self,
                              const ServerDumpRow *row,
                              BakeryViolations *violations,
                              GError **error);

gboolean server_import_find (ServerImport *self,
                             const ServerDumpRow *row,
                             const char *name,
                             const BakeryEntityType *type,
                             gpointer *ret_entity,
                             BakeryViolations *violations,
                             GError **error);
gint64 server_import_read_time (const ServerDumpRow *row,
                                const char *name,
                                gint64 fallback,
                                BakeryViolations *violations);
gboolean server_import_insert (ServerImport *self,
                               const ServerDumpRow *row,
                               gpointer entity,
                               gboolean is_in_feed,
                               BakeryViolations *violations,
                               GError **error);
gboolean server_import_settle (BakeryViolations *violations,
                               GError **error);
void server_import_require (const ServerDumpRow *row,
                            const char *name,
                            BakeryViolations *violations);

G_END_DECLS
