/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Writes the place of a tile into the address of a tile server. */

#include "config.h"

#include "console-tile-address.h"

#include <string.h>

/* As in HTTP. */
#define URI_FLAGS (G_URI_FLAGS_HAS_PASSWORD | G_URI_FLAGS_ENCODED_PATH | G_URI_FLAGS_ENCODED_QUERY \
                   | G_URI_FLAGS_ENCODED_FRAGMENT | G_URI_FLAGS_SCHEME_NORMALIZE)

/**
 * console_tile_is_valid:
 * @self: a tile
 *
 * Returns: whether it is a part of the world
 */
gboolean
console_tile_is_valid (const ConsoleTile *self)
{
  return self->zoom >= 0 && self->zoom <= CONSOLE_TILE_MOST_ZOOM
         && self->column >= 0 && self->column < 1 << self->zoom
         && self->row >= 0 && self->row < 1 << self->zoom;
}

/**
 * console_tile_address_is_usable:
 * @address: what somebody wrote
 *
 * Returns: whether tiles can be fetched with it: a web address with {z}, {x} and {y}
 */
gboolean
console_tile_address_is_usable (const char *address)
{
  const ConsoleTile world = { 0, 0, 0 };
  g_autofree char *url = console_tile_address_expand (address, &world);
  g_autoptr(GUri) uri = g_uri_parse (url, URI_FLAGS, NULL);

  return uri != NULL
         && (g_str_equal (g_uri_get_scheme (uri), "https") || g_str_equal (g_uri_get_scheme (uri), "http"))
         && g_uri_get_host (uri) != NULL && *g_uri_get_host (uri) != '\0'
         && strstr (address, "{z}") != NULL && strstr (address, "{x}") != NULL && strstr (address, "{y}") != NULL;
}

static void
replace (GString    *text,
         const char *name,
         int         number)
{
  char digits[12];

  g_snprintf (digits, sizeof digits, "%d", number);
  g_string_replace (text, name, digits, 0);
}

/**
 * console_tile_address_expand:
 * @address: with {z}, {x} and {y}
 * @tile: which tile
 *
 * Returns: (transfer full): where the tile is
 */
char *
console_tile_address_expand (const char        *address,
                             const ConsoleTile *tile)
{
  GString *text = g_string_new (address);

  replace (text, "{z}", tile->zoom);
  replace (text, "{x}", tile->column);
  replace (text, "{y}", tile->row);

  return g_string_free (text, FALSE);
}
