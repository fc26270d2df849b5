/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What can be done on the Bake List page: ticking off, going from day to day, the list on paper. A tick is a mark that says how
 * much was made; it goes through the cache and the outbox, so it works offline and can be undone. */

#include "config.h"

#include "console-bake-list-page-private.h"

#include "bakery-account.h"
#include "bakery-time.h"
#include "console-bake-sheet.h"
#include "console-bake-texts.h"
#include "console-session.h"

#include <glib/gi18n.h>

static ConsoleContext *
get_context (ConsoleBakeListPage *self)
{
  return console_page_get_context (CONSOLE_PAGE (self));
}

static gint64
get_now (ConsoleBakeListPage *self)
{
  return console_context_get_now (get_context (self));
}

/* Offers what can be done with what is shown. */
void
console_bake_list_page_update_actions (ConsoleBakeListPage *self)
{
  const gboolean has_rows = self->bake != NULL && self->bake->list->rows->len > 0;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "bake.print", has_rows);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "bake.save-pdf", has_rows);
}

/* Ticks */

static BakeryBakeMark *
create_mark (ConsoleBakeListPage *self,
             const BakeryBakeRow *row,
             gint64               quantity)
{
  const BakeryAccount *account = console_session_get_account (console_context_get_session (get_context (self)));
  BakeryBakeMark *mark = bakery_bake_mark_new ();

  mark->store = console_context_get_store (get_context (self));
  g_free (mark->day);
  mark->day = bakery_bake_list_dup_day_name (self->bake->list, row->day);
  mark->recipe = row->recipe;
  mark->cake = row->recipe == 0 ? row->cake : 0;
  mark->quantity = quantity;
  mark->created_at = get_now (self);
  if (account != NULL)
    {
      mark->account = account->base.id;
      g_free (mark->account_name);
      mark->account_name = bakery_account_dup_name (account);
    }

  return mark;
}

/* Says that so much of a row is made, whatever was ticked off before. */
void
console_bake_list_page_set_made (ConsoleBakeListPage *self,
                                 const BakeryBakeRow *row,
                                 gint64               made)
{
  g_autoptr(BakeryBakeMark) mark = NULL;
  g_autofree char *quantity = console_bake_row_dup_quantity (row, made);
  g_autofree char *text = NULL;

  if (made == row->marked)
    return;

  mark = create_mark (self, row, made - row->marked);
  /* Translators: what is made, and how much of it: "Sponge: 4.2 kg made". */
  text = g_strdup_printf (_("%s: %s made"), row->name, quantity);
  console_batch_edits_save_one (self->edits, NULL, mark, text);
}

static void
tick_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  ConsoleBakeListPage *self = CONSOLE_BAKE_LIST_PAGE (widget);
  gint64 day, cake, recipe;
  const BakeryBakeRow *row;

  g_variant_get (parameter, "(xxx)", &day, &cake, &recipe);
  row = console_bake_list_page_find_row (self, day, cake, recipe);
  if (row != NULL)
    console_bake_list_page_set_made (self, row, row->to_make > 0 ? row->needed : 0);
}

static void
tick_selected_action (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  ConsoleBakeListPage *self = CONSOLE_BAKE_LIST_PAGE (widget);

  gtk_widget_activate_action (widget, "bake.tick", "(xxx)", self->shown.day, self->shown.cake, self->shown.recipe);
}

/* Days */

static void
move_days (ConsoleBakeListPage *self,
           int                  days)
{
  const BakeryStore *store = console_bake_list_page_get_store (self);

  if (store != NULL)
    console_bake_list_page_show_day (self, bakery_time_start_of_day (self->begin, store->time_zone, days));
}

static void
previous_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  move_days (CONSOLE_BAKE_LIST_PAGE (widget), -1);
}

static void
next_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  move_days (CONSOLE_BAKE_LIST_PAGE (widget), 1);
}

static void
today_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  ConsoleBakeListPage *self = CONSOLE_BAKE_LIST_PAGE (widget);

  console_bake_list_page_show_day (self, get_now (self));
}

static void
back_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  adw_leaflet_set_visible_child_name (CONSOLE_BAKE_LIST_PAGE (widget)->leaflet, "list");
}

static void
purchases_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  gtk_widget_activate_action (widget, "win.show-purchases", NULL);
}

/* On paper */

static ConsoleSheet *
create_sheet (ConsoleBakeListPage *self)
{
  const BakeryStore *store = console_bake_list_page_get_store (self);

  return console_bake_sheet_new (self->bake, &self->calendar, store != NULL ? store->name : "");
}

static void
print_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  g_autoptr(ConsoleSheet) sheet = create_sheet (CONSOLE_BAKE_LIST_PAGE (widget));

  console_sheet_print (sheet, GTK_WIDGET (CONSOLE_BAKE_LIST_PAGE (widget)->toasts));
}

static void
save_pdf_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  ConsoleBakeListPage *self = CONSOLE_BAKE_LIST_PAGE (widget);
  g_autoptr(ConsoleSheet) sheet = create_sheet (self);

  console_sheet_save (sheet, GTK_WIDGET (self->toasts), CONSOLE_SHEET_PDF);
}

/* Adds the actions to the class. */
void
console_bake_list_page_class_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "bake.tick", "(xxx)", tick_action);
  gtk_widget_class_install_action (widget_class, "bake.tick-selected", NULL, tick_selected_action);
  gtk_widget_class_install_action (widget_class, "bake.previous", NULL, previous_action);
  gtk_widget_class_install_action (widget_class, "bake.next", NULL, next_action);
  gtk_widget_class_install_action (widget_class, "bake.today", NULL, today_action);
  gtk_widget_class_install_action (widget_class, "bake.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "bake.purchases", NULL, purchases_action);
  gtk_widget_class_install_action (widget_class, "bake.print", NULL, print_action);
  gtk_widget_class_install_action (widget_class, "bake.save-pdf", NULL, save_pdf_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "bake.back", NULL);
}
