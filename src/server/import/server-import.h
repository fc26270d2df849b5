/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Moving a bakery that ran on document S's Django models into an empty database: all of it, or nothing. */

#pragma once

#include "bakery-connection.h"
#include "bakery-violations.h"
#include "server-dump.h"

G_BEGIN_DECLS

/** How many models document S has. */
#define SERVER_IMPORT_N_MODELS 6

/**
 * ServerImportRefusal:
 * @row: a row that cannot be taken over
 * @model: what it is, as the dump calls it
 * @violations: everything that is wrong with it
 * @user_data: as given
 */
typedef void (*ServerImportRefusal) (const ServerDumpRow *row,
                                     const char *model,
                                     const BakeryViolations *violations,
                                     gpointer user_data);

/**
 * ServerImportPlan:
 * @currency: ISO 4217 code of the prices, which document S's models do not say
 * @time_zone: IANA name of the zone the stores are in, likewise
 * @now: the present instant
 * @refuse: called for each row that cannot be taken over
 * @user_data: for @refuse
 *
 * What the file does not say.
 */
typedef struct
{
  const char *currency;
  const char *time_zone;
  gint64 now;
  ServerImportRefusal refuse;
  gpointer user_data;
} ServerImportPlan;

/**
 * ServerImportReport:
 * @models: what the dump calls the models, in the order in which they were taken over
 * @n_taken: how many rows of each were taken over
 * @n_refused: how many of each were refused
 * @n_passed_over: rows of other models, such as Django's own
 * @n_pictures: cakes whose picture is not in the file
 *
 * What became of the rows.
 */
typedef struct
{
  const char *models[SERVER_IMPORT_N_MODELS];
  guint n_taken[SERVER_IMPORT_N_MODELS];
  guint n_refused[SERVER_IMPORT_N_MODELS];
  guint n_passed_over;
  guint n_pictures;
} ServerImportReport;

gboolean server_import_run (BakeryConnection *connection,
                            const ServerDump *dump,
                            const ServerImportPlan *plan,
                            ServerImportReport *ret_report,
                            GError **error);

G_END_DECLS
