/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The pictures of what the demo sells, drawn by draw-pictures.c when the program was built. */

#include "config.h"

#include "server-demo-private.h"

#include "server-image-store.h"

#include <gio/gio.h>

#define FOLDER "/org/sweetspot/server/pictures/"

/* Drinks share their pictures. */
#define N_DRINKS 8

/* The name of a picture is that of the cake in small letters, with dashes between them. */
static char *
dup_file_name (const BakeryCake *cake,
               gint64            position)
{
  g_autofree char *name = NULL;

  if (cake->kind == BAKERY_CAKE_KIND_DRINK)
    return g_strdup_printf (FOLDER "drink-%" G_GINT64_FORMAT ".png", position % N_DRINKS + 1);

  name = g_strcanon (g_ascii_strdown (cake->name, -1), G_CSET_a_2_z, '-');

  return g_strconcat (FOLDER, name, ".png", NULL);
}

static gboolean
store_picture (ServerDemo     *demo,
               ServerDemoShop *shop,
               const char     *name,
               gint64         *ret_id,
               GError        **error)
{
  g_autoptr(GBytes) content = g_resources_lookup_data (name, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  BakeryImageHeader header;
  gconstpointer data;
  gsize length;

  if (content == NULL)
    return FALSE;

  data = g_bytes_get_data (content, &length);
  if (!bakery_image_header_parse (data, length, &header))
    g_assert_not_reached ();

  return server_image_store_insert (demo->connection,
                                    shop->store->base.id,
                                    &header,
                                    content,
                                    SERVER_DEMO_OPENING (demo),
                                    ret_id,
                                    error);
}

/**
 * server_demo_add_picture:
 * @self: the demo
 * @shop: who sells it
 * @cake: what gets a picture, before it is stored
 * @position: which of its kind
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Gives a cake or drink its picture; a shop has each picture once.
 *
 * Returns: whether it has it
 */
gboolean
server_demo_add_picture (ServerDemo     *self,
                         ServerDemoShop *shop,
                         BakeryCake     *cake,
                         gint64          position,
                         GError        **error)
{
  g_autofree char *name = dup_file_name (cake, position);
  const gint64 *known = g_hash_table_lookup (shop->pictures, name);
  gint64 id = known != NULL ? *known : 0;

  if (known == NULL)
    {
      if (!store_picture (self, shop, name, &id, error))
        return FALSE;
      g_hash_table_insert (shop->pictures, g_steal_pointer (&name), g_memdup2 (&id, sizeof id));
    }

  cake->images = g_array_append_vals (g_array_new (FALSE, FALSE, sizeof (gint64)), &id, 1);

  return TRUE;
}
