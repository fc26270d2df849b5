/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "console-entity-card.h"
#include "console-entity-editor.h"
#include "console-entity-query.h"
#include "console-page.h"

G_BEGIN_DECLS

#define CONSOLE_TYPE_ENTITY_PAGE (console_entity_page_get_type ())

G_DECLARE_DERIVABLE_TYPE (ConsoleEntityPage, console_entity_page, CONSOLE, ENTITY_PAGE, ConsolePage)

/**
 * ConsoleEntityPageTexts:
 * @title: of the page
 * @list: what the list holds, for a screen reader
 * @add: what the button that adds one says
 * @search: what can be searched for
 * @empty: what there is none of
 * @empty_advice: what to do next
 *
 * What a page says, each marked with N_().
 */
typedef struct
{
  const char *title;
  const char *list;
  const char *add;
  const char *search;
  const char *empty;
  const char *empty_advice;
} ConsoleEntityPageTexts;

/**
 * ConsoleEntityPageClass:
 * @type: the entity type
 * @groups: the fields of the form
 * @texts: what the page says
 * @set_up: (nullable): gives the form its special editors, and the header its menu
 * @fill_query: (nullable): what the list shows beyond the words that are searched for; what it points to stays until the next
 * @clear_filter: (nullable): lets the list show everything again
 * @show_card: shows an entity on a card
 * @may_create: whether the account may add one
 * @create: what a new one starts with (transfer full)
 * @showing: (nullable): another entity, or a new one, is about to be shown
 * @shown: (nullable): something else is in the editor
 *
 * A page with a list of entities and a form beside it.
 */
struct _ConsoleEntityPageClass
{
  ConsolePageClass parent_class;

  const BakeryEntityType *type;
  const ConsoleFormGroup *groups;
  const ConsoleEntityPageTexts *texts;

  void (*set_up) (ConsoleEntityPage *self,
                  ConsoleEntityEditor *editor);
  void (*fill_query) (ConsoleEntityPage *self,
                      ConsoleEntityQuery *query);
  void (*clear_filter) (ConsoleEntityPage *self);
  void (*show_card) (ConsoleEntityPage *self,
                     ConsoleEntityCard *card,
                     gconstpointer entity);
  gboolean (*may_create) (ConsoleEntityPage *self);
  gpointer (*create) (ConsoleEntityPage *self);
  void (*showing) (ConsoleEntityPage *self,
                   gboolean is_new);
  void (*shown) (ConsoleEntityPage *self);
};

ConsoleEntityEditor *console_entity_page_get_editor (ConsoleEntityPage *self);
gconstpointer console_entity_page_get_entity (ConsoleEntityPage *self);
void console_entity_page_add_filter (ConsoleEntityPage *self,
                                     GtkWidget *widget);
void console_entity_page_show_filter (ConsoleEntityPage *self);
void console_entity_page_update_query (ConsoleEntityPage *self);
void console_entity_page_set_has_list (ConsoleEntityPage *self,
                                       gboolean has_list);
void console_entity_page_show_entity (ConsoleEntityPage *self,
                                      gint64 id,
                                      gboolean may_navigate);
void console_entity_page_add_toast (ConsoleEntityPage *self,
                                    AdwToast *toast);

G_END_DECLS
