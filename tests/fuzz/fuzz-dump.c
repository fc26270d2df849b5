/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A file of Django's dumpdata, cut into its rows. */

#include "fuzz.h"

#include "server-dump.h"

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  static const char *const models[] = { "store", "customer", "cake", "cakecustomization", "cart", "order" };
  g_autoptr(GError) error = NULL;
  g_autoptr(ServerDump) dump = server_dump_new ((const char *) data, size, &error);
  guint n_rows = 0;

  g_assert_true ((dump != NULL) == (error == NULL));
  for (guint i = 0; dump != NULL && i < G_N_ELEMENTS (models); i++)
    for (guint j = 0; j < server_dump_get_n_rows (dump, models[i]); j++, n_rows++)
      {
        g_auto(ServerDumpRow) row = { NULL };

        if (server_dump_read_row (dump, models[i], j, &row, NULL))
          server_dump_row_get (&row, "store");
      }
  g_assert_true (dump == NULL || n_rows <= server_dump_get_n_all_rows (dump));

  return 0;
}
