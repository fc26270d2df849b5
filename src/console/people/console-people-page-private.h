/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the two files of the People page share: what it shows (console-people-page.c) and what can be done with a person
 * (console-people-verbs.c). */

#pragma once

#include "bakery-account.h"
#include "console-people-page.h"

G_BEGIN_DECLS

struct _ConsolePeoplePage
{
  ConsoleEntityPage parent_instance;

  /* Borrowed */
  GtkDropDown *role;

  /* Owned */
  GCancellable *cancellable;
  char *role_word; /* what the list is filtered by, NULL for everybody */
  ConsoleEntityFilter filters[2];
};

void console_people_page_class_install_verbs (GtkWidgetClass *widget_class);
void console_people_page_update_verbs (ConsolePeoplePage *self);
GMenuModel *console_people_page_create_menu (void);
gboolean console_people_page_is_admin (ConsolePeoplePage *self);

G_END_DECLS
