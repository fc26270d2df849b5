/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The setting has one entry for each account and page: a dictionary of words that the page alone understands. */

#include "config.h"

#include "console-views.h"

#include "console-context.h"
#include "console-session-private.h"

#define KEY "page-views"

/* NULL while nobody is signed in. */
static char *
dup_name (ConsoleContext *context,
          const char     *page)
{
  ConsoleSession *session = console_context_get_session (context);
  g_autofree char *identity = NULL;

  if (console_session_get_account (session) == NULL)
    return NULL;

  identity = console_session_dup_identity (session);
  return g_strdup_printf ("%s %s", identity, page);
}

/**
 * console_views_read:
 * @context: the console's parts
 * @page: a page's name
 *
 * Returns: (transfer full) (element-type utf8 utf8): what was kept of the page for the account; empty when nothing was
 */
GHashTable *
console_views_read (ConsoleContext *context,
                    const char     *page)
{
  GHashTable *view = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GSettings *settings = console_context_get_settings (context);
  g_autofree char *name = dup_name (context, page);
  g_autoptr(GVariant) views = settings != NULL ? g_settings_get_value (settings, KEY) : NULL;
  g_autoptr(GVariant) words = NULL;
  const char *key, *value;
  GVariantIter iter;

  if (views != NULL && name != NULL)
    words = g_variant_lookup_value (views, name, G_VARIANT_TYPE ("a{ss}"));
  if (words == NULL)
    return view;

  g_variant_iter_init (&iter, words);
  while (g_variant_iter_next (&iter, "{&s&s}", &key, &value))
    g_hash_table_insert (view, g_strdup (key), g_strdup (value));

  return view;
}

static GVariant *
new_words (GHashTable *view)
{
  GVariantBuilder builder;
  GHashTableIter iter;
  gpointer key, value;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{ss}"));
  g_hash_table_iter_init (&iter, view);
  while (g_hash_table_iter_next (&iter, &key, &value))
    g_variant_builder_add (&builder, "{ss}", key, value);

  return g_variant_builder_end (&builder);
}

/**
 * console_views_write:
 * @context: the console's parts
 * @page: a page's name
 * @view: (element-type utf8 utf8): what the page shows
 *
 * Keeps it for the account, if somebody is signed in.
 */
void
console_views_write (ConsoleContext *context,
                     const char     *page,
                     GHashTable     *view)
{
  GSettings *settings = console_context_get_settings (context);
  g_autofree char *name = dup_name (context, page);
  g_autoptr(GVariant) views = NULL;
  GVariantBuilder builder;
  GVariantIter iter;
  GVariant *words;
  const char *key;

  if (settings == NULL || name == NULL)
    return;

  views = g_settings_get_value (settings, KEY);
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{sa{ss}}"));
  g_variant_builder_add (&builder, "{s@a{ss}}", name, new_words (view));
  g_variant_iter_init (&iter, views);
  while (g_variant_iter_loop (&iter, "{&s@a{ss}}", &key, &words))
    {
      if (!g_str_equal (key, name))
        g_variant_builder_add (&builder, "{s@a{ss}}", key, words);
    }
  g_settings_set_value (settings, KEY, g_variant_builder_end (&builder));
}
