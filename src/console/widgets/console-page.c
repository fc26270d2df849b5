/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the pages of the console have in common: the context they work with, whether the sidebar is beside them or hidden, and
 * whether there is something to see yet. What a page shows and does is its own. */

#include "config.h"

#include "console-page.h"

#include "console-root-actions.h"

typedef struct
{
  ConsoleContext *context;
  gboolean        is_narrow;
  gboolean        is_loading;
} ConsolePagePrivate;

enum
{
  PROP_0,
  PROP_CONTEXT,
  PROP_NARROW,
  PROP_LOADING,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (ConsolePage, console_page, ADW_TYPE_BIN)

static void
console_page_get_property (GObject    *object,
                           guint       id,
                           GValue     *value,
                           GParamSpec *spec)
{
  ConsolePagePrivate *priv = console_page_get_instance_private (CONSOLE_PAGE (object));

  switch (id)
    {
    case PROP_CONTEXT:
      g_value_set_object (value, priv->context);
      break;

    case PROP_NARROW:
      g_value_set_boolean (value, priv->is_narrow);
      break;

    case PROP_LOADING:
      g_value_set_boolean (value, priv->is_loading);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
console_page_set_property (GObject      *object,
                           guint         id,
                           const GValue *value,
                           GParamSpec   *spec)
{
  ConsolePagePrivate *priv = console_page_get_instance_private (CONSOLE_PAGE (object));

  switch (id)
    {
    case PROP_CONTEXT:
      priv->context = g_value_dup_object (value);
      break;

    case PROP_NARROW:
      priv->is_narrow = g_value_get_boolean (value);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
console_page_finalize (GObject *object)
{
  ConsolePagePrivate *priv = console_page_get_instance_private (CONSOLE_PAGE (object));

  g_clear_object (&priv->context);
  G_OBJECT_CLASS (console_page_parent_class)->finalize (object);
}

static void
console_page_class_init (ConsolePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = console_page_get_property;
  object_class->set_property = console_page_set_property;
  object_class->finalize = console_page_finalize;

  properties[PROP_CONTEXT] =
    g_param_spec_object ("context", NULL, NULL, CONSOLE_TYPE_CONTEXT,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_NARROW] =
    g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_LOADING] =
    g_param_spec_boolean ("loading", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
console_page_init (ConsolePage *self)
{
}

/**
 * console_page_get_context:
 * @self: the page
 *
 * Tells what the page works with.
 *
 * Returns: (transfer none): the context
 */
ConsoleContext *
console_page_get_context (ConsolePage *self)
{
  ConsolePagePrivate *priv = console_page_get_instance_private (self);

  g_return_val_if_fail (CONSOLE_IS_PAGE (self), NULL);

  return priv->context;
}

/**
 * console_page_is_narrow:
 * @self: the page
 *
 * Tells whether the page has the window for itself, the sidebar being hidden.
 *
 * Returns: whether it has
 */
gboolean
console_page_is_narrow (ConsolePage *self)
{
  ConsolePagePrivate *priv = console_page_get_instance_private (self);

  g_return_val_if_fail (CONSOLE_IS_PAGE (self), FALSE);

  return priv->is_narrow;
}

/**
 * console_page_is_loading:
 * @self: the page
 *
 * Tells whether what the page is about is still being read.
 *
 * Returns: whether it is
 */
gboolean
console_page_is_loading (ConsolePage *self)
{
  ConsolePagePrivate *priv = console_page_get_instance_private (self);

  g_return_val_if_fail (CONSOLE_IS_PAGE (self), FALSE);

  return priv->is_loading;
}

/**
 * console_page_set_loading:
 * @self: the page
 * @is_loading: whether what the page is about is still being read
 *
 * Says so to the window; for the page itself.
 */
void
console_page_set_loading (ConsolePage *self,
                          gboolean     is_loading)
{
  ConsolePagePrivate *priv = console_page_get_instance_private (self);

  g_return_if_fail (CONSOLE_IS_PAGE (self));

  if (priv->is_loading != is_loading)
    {
      priv->is_loading = is_loading;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
    }
}

/**
 * console_page_search:
 * @self: the page
 *
 * Starts searching, on a page where there is something to search.
 */
void
console_page_search (ConsolePage *self)
{
  g_return_if_fail (CONSOLE_IS_PAGE (self));

  if (CONSOLE_PAGE_GET_CLASS (self)->search != NULL)
    {
      CONSOLE_PAGE_GET_CLASS (self)->search (self);
    }
}

/**
 * console_page_show_order:
 * @self: the page
 * @order: the id of an order
 *
 * Shows an order, on a page that has orders.
 */
void
console_page_show_order (ConsolePage *self,
                         gint64       order)
{
  g_return_if_fail (CONSOLE_IS_PAGE (self));

  if (CONSOLE_PAGE_GET_CLASS (self)->show_order != NULL)
    {
      CONSOLE_PAGE_GET_CLASS (self)->show_order (self, order);
    }
}

/**
 * console_page_show_view:
 * @self: the page
 * @name: what to show
 *
 * Shows a named part of the page.
 *
 * Returns: whether the page has such a part
 */
gboolean
console_page_show_view (ConsolePage *self,
                        const char  *name)
{
  g_return_val_if_fail (CONSOLE_IS_PAGE (self), FALSE);

  return CONSOLE_PAGE_GET_CLASS (self)->show_view != NULL
         && CONSOLE_PAGE_GET_CLASS (self)->show_view (self, name);
}

/**
 * console_page_refresh:
 * @self: the page
 *
 * Reads again what could not be shown, if there is something.
 */
void
console_page_refresh (ConsolePage *self)
{
  g_return_if_fail (CONSOLE_IS_PAGE (self));

  if (CONSOLE_PAGE_GET_CLASS (self)->refresh != NULL)
    {
      CONSOLE_PAGE_GET_CLASS (self)->refresh (self);
    }
}

/**
 * console_page_undo:
 * @self: the page
 *
 * Undoes what was last done on the page.
 *
 * Returns: whether there was something
 */
gboolean
console_page_undo (ConsolePage *self)
{
  g_return_val_if_fail (CONSOLE_IS_PAGE (self), FALSE);

  return CONSOLE_PAGE_GET_CLASS (self)->undo != NULL && CONSOLE_PAGE_GET_CLASS (self)->undo (self);
}

static void
forward_cb (GSimpleAction *action,
            GVariant      *parameter,
            ConsolePage   *self)
{
  gtk_widget_activate_action_variant (GTK_WIDGET (self), g_object_get_data (G_OBJECT (action), "name"), parameter);
}

/**
 * console_page_expose_actions:
 * @self: a page that is mapped
 * @prefix: of its actions
 * @names: (array zero-terminated=1): those of them that have keys, with `:` and the type of a parameter they take: "view:s"
 *
 * Makes keys for the page's own actions work wherever the focus is in the window.
 */
void
console_page_expose_actions (ConsolePage       *self,
                             const char        *prefix,
                             const char *const *names)
{
  g_autoptr(GSimpleActionGroup) group = g_simple_action_group_new ();

  g_return_if_fail (CONSOLE_IS_PAGE (self));

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_auto(GStrv) parts = g_strsplit (names[i], ":", 2);
      g_autoptr(GVariantType) type = parts[1] != NULL ? g_variant_type_new (parts[1]) : NULL;
      g_autoptr(GSimpleAction) action = g_simple_action_new (parts[0], type);

      g_object_set_data_full (G_OBJECT (action), "name", g_strdup_printf ("%s.%s", prefix, parts[0]), g_free);
      g_signal_connect_object (action, "activate", G_CALLBACK (forward_cb), self, 0);
      g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
    }
  console_root_actions_offer (GTK_WIDGET (self), prefix, G_ACTION_GROUP (group));
}

/**
 * console_page_hide_actions:
 * @self: a page that is about to be unmapped
 * @prefix: of its actions
 *
 * Ends what console_page_expose_actions() began.
 */
void
console_page_hide_actions (ConsolePage *self,
                           const char  *prefix)
{
  g_return_if_fail (CONSOLE_IS_PAGE (self));

  console_root_actions_withdraw (GTK_WIDGET (self), prefix);
}
