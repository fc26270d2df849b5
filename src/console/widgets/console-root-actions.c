/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Actions that a window has while a widget of it can be seen, so that their keys work wherever the focus is. Two widgets may
 * offer the same ones, and where pages slide past each other, the next is there before the last has gone: who goes takes only
 * its own away. Main thread. */

#include "config.h"

#include "console-root-actions.h"

static char *
dup_key (const char *name)
{
  return g_strconcat ("console-owner-of-", name, NULL);
}

/**
 * console_root_actions_offer:
 * @owner: a widget that is being mapped
 * @name: what the names of the actions begin with
 * @group: the actions
 *
 * Gives the window of @owner these actions in place of others of the same name.
 */
void
console_root_actions_offer (GtkWidget    *owner,
                            const char   *name,
                            GActionGroup *group)
{
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (owner));
  g_autofree char *key = dup_key (name);

  g_object_set_data (G_OBJECT (root), key, owner);
  gtk_widget_insert_action_group (root, name, group);
}

/**
 * console_root_actions_withdraw:
 * @owner: a widget that is being unmapped
 * @name: what the names of the actions begin with
 *
 * Takes the actions of @owner away from its window, unless it has those of another widget by now.
 */
void
console_root_actions_withdraw (GtkWidget  *owner,
                               const char *name)
{
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (owner));
  g_autofree char *key = dup_key (name);

  if (g_object_get_data (G_OBJECT (root), key) != owner)
    {
      return;
    }

  g_object_set_data (G_OBJECT (root), key, NULL);
  gtk_widget_insert_action_group (root, name, NULL);
}
