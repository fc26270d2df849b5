/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is done to several cakes of the Catalogue page at once, and to one by its switch: availability, archiving, and the
 * dialog that changes several fields. All of it is one act with one undo. */

#include "config.h"

#include "console-catalogue-page-private.h"

#include "bakery-time.h"
#include "console-bulk-dialog.h"
#include "console-dialog.h"
#include "console-off-until-dialog.h"

#include <glib/gi18n.h>

static const struct
{
  const char *name;
  int         days;
} off_spans[] = {
  { "tomorrow", 1 }, { "week", 7 }, { "month", 30 },
};

/* The selected cakes as they are in memory; those that were never seen are read by whoever needs them. */
GPtrArray *
console_catalogue_page_list_selected (ConsoleCataloguePage *self)
{
  g_autoptr(GtkBitset) positions = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  GPtrArray *cakes = g_ptr_array_new_with_free_func (bakery_entity_unref);
  GtkBitsetIter iter;
  guint position;

  for (gboolean has_one = gtk_bitset_iter_init_first (&iter, positions, &position); has_one;
       has_one = gtk_bitset_iter_next (&iter, &position))
    {
      g_autoptr(ConsoleEntityItem) item = g_list_model_get_item (G_LIST_MODEL (self->model), position);
      const gint64 id = item != NULL ? console_entity_item_get_id (item) : 0;

      for (guint i = 0; self->catalogue != NULL && i < self->catalogue->cakes->len; i++)
        {
          BakeryEntity *cake = g_ptr_array_index (self->catalogue->cakes, i);

          if (cake->id == id)
            {
              g_ptr_array_add (cakes, bakery_entity_ref (cake));
              break;
            }
        }
    }

  return cakes;
}

static void
unselect (ConsoleCataloguePage *self)
{
  gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (self->selection));
}

/* Shows the bar of what can be done while something is selected. */
void
console_catalogue_page_update_selection (ConsoleCataloguePage *self)
{
  g_autoptr(GtkBitset) positions = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  const guint n = (guint) gtk_bitset_get_size (positions);
  const gboolean is_shown = n > 0 && self->kind != CONSOLE_CATALOGUE_KIND_OPTIONS && console_catalogue_page_may_edit (self);
  g_autofree char *text = g_strdup_printf (ngettext ("%u selected", "%u selected", n), n);
  g_autofree char *count = g_strdup_printf ("%u", n);

  gtk_label_set_label (self->selection_label, text);
  gtk_label_set_label (self->selection_count, count);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->selection_count), text);
  gtk_revealer_set_reveal_child (self->selection_bar, is_shown);
  console_card_grid_set_selecting (self->grid, is_shown);
}

/* Applies a change to each cake and saves what differs. */
static void
save_each (ConsoleCataloguePage *self,
           GPtrArray            *bases,
           void (               *change ) (BakeryCake *cake,
                                           gpointer    user_data),
           gpointer              user_data,
           const char           *text)
{
  g_autoptr(GPtrArray) entities = g_ptr_array_new_with_free_func (bakery_entity_unref);

  for (guint i = 0; i < bases->len; i++)
    {
      BakeryCake *cake = bakery_cake_copy (g_ptr_array_index (bases, i));

      change (cake, user_data);
      g_ptr_array_add (entities, cake);
    }
  if (bases->len > 0)
    {
      console_batch_edits_save (self->edits, bases, entities, text);
      unselect (self);
    }
}

static void
set_available (BakeryCake *cake,
               gpointer    user_data)
{
  cake->availability = TRUE;
  cake->unavailable_until = 0;
}

static void
set_off (BakeryCake *cake,
         gpointer    user_data)
{
  cake->availability = FALSE;
  cake->unavailable_until = 0;
}

/* Until then it is off, and then on again by itself. */
static void
set_off_until (BakeryCake *cake,
               gpointer    user_data)
{
  cake->availability = TRUE;
  cake->unavailable_until = *(const gint64 *) user_data;
}

/* The switch of one cake in the table. */
void
console_catalogue_page_switch_cake (ConsoleCataloguePage *self,
                                    const BakeryCake     *cake,
                                    gboolean              is_available)
{
  g_autoptr(BakeryCake) changed = cake != NULL ? bakery_cake_copy (cake) : NULL;
  g_autofree char *text = NULL;

  if (changed == NULL)
    {
      return;
    }

  (is_available ? set_available : set_off)(changed, NULL);
  text = g_strdup_printf (is_available ? _("“%s” can be ordered") : _("“%s” is off"), cake->name);
  console_batch_edits_save_one (self->edits, cake, changed, text);
}

static void
available_action (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  ConsoleCataloguePage *self = user_data;
  g_autoptr(GPtrArray) cakes = console_catalogue_page_list_selected (self);
  g_autofree char *text = g_strdup_printf (ngettext ("%u cake can be ordered", "%u cakes can be ordered", cakes->len),
                                           cakes->len);

  save_each (self, cakes, set_available, NULL, text);
}

static void
off_action (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  ConsoleCataloguePage *self = user_data;
  g_autoptr(GPtrArray) cakes = console_catalogue_page_list_selected (self);
  g_autofree char *text = g_strdup_printf (ngettext ("%u cake is off", "%u cakes are off", cakes->len), cakes->len);

  save_each (self, cakes, set_off, NULL, text);
}

static void
switch_off_until (ConsoleCataloguePage *self,
                  GPtrArray            *cakes,
                  gint64                until,
                  const char           *when)
{
  g_autofree char *text = g_strdup_printf (ngettext ("%u cake is off until %s", "%u cakes are off until %s", cakes->len),
                                           cakes->len, when);

  save_each (self, cakes, set_off_until, &until, text);
}

static void
off_until_action (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  ConsoleCataloguePage *self = user_data;
  g_autoptr(GPtrArray) cakes = console_catalogue_page_list_selected (self);
  const BakeryStore *store = console_catalogue_page_get_store (self);
  const gint64 now = console_context_get_now (console_page_get_context (CONSOLE_PAGE (self)));

  for (guint i = 0; i < G_N_ELEMENTS (off_spans) && store != NULL; i++)
    {
      if (g_str_equal (off_spans[i].name, g_variant_get_string (parameter, NULL)))
        {
          const gint64 until = bakery_time_start_of_day (now, store->time_zone, off_spans[i].days);
          g_autofree char *day = console_calendar_dup_short (&self->calendar, until);

          switch_off_until (self, cakes, until, day);
        }
    }
}

static void
time_chosen_cb (ConsoleOffUntilDialog *dialog,
                gint64                 until,
                ConsoleCataloguePage  *self)
{
  g_autoptr(GPtrArray) cakes = console_catalogue_page_list_selected (self);
  g_autofree char *when = console_calendar_dup_words (&self->calendar, until);

  switch_off_until (self, cakes, until, when);
}

static void
off_until_time_action (GSimpleAction *action,
                       GVariant      *parameter,
                       gpointer       user_data)
{
  ConsoleCataloguePage *self = user_data;
  GtkWindow *dialog = console_off_until_dialog_new (console_page_get_context (CONSOLE_PAGE (self)));

  g_signal_connect_object (dialog, "chosen", G_CALLBACK (time_chosen_cb), self, 0);
  console_dialog_present (dialog, GTK_WIDGET (self));
}

static void
archive_action (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  ConsoleCataloguePage *self = user_data;
  g_autoptr(GPtrArray) cakes = console_catalogue_page_list_selected (self);
  g_autoptr(GPtrArray) nothing = g_ptr_array_new ();
  g_autofree char *text = g_strdup_printf (ngettext ("%u cake is archived", "%u cakes are archived", cakes->len),
                                           cakes->len);

  if (cakes->len > 0)
    {
      g_ptr_array_set_size (nothing, (int) cakes->len);
      console_batch_edits_save (self->edits, cakes, nothing, text);
      unselect (self);
    }
}

static void
bulk_done_cb (ConsoleBulkDialog    *dialog,
              GPtrArray            *bases,
              GPtrArray            *entities,
              ConsoleCataloguePage *self)
{
  g_autofree char *text = g_strdup_printf (ngettext ("%u cake changed", "%u cakes changed", bases->len), bases->len);

  console_batch_edits_save (self->edits, bases, entities, text);
  unselect (self);
}

static void
edit_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  ConsoleCataloguePage *self = user_data;
  g_autoptr(GPtrArray) cakes = console_catalogue_page_list_selected (self);
  ConsoleBulkDialog *dialog;

  if (cakes->len == 0)
    {
      return;
    }

  dialog = console_bulk_dialog_new (cakes);
  g_signal_connect_object (dialog, "apply", G_CALLBACK (bulk_done_cb), self, 0);
  console_dialog_present (GTK_WINDOW (dialog), GTK_WIDGET (self));
}

static void
select_all_action (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       user_data)
{
  gtk_selection_model_select_all (GTK_SELECTION_MODEL (CONSOLE_CATALOGUE_PAGE (user_data)->selection));
}

static void
unselect_action (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       user_data)
{
  unselect (user_data);
}

static const GActionEntry entries[] = {
  { "available", available_action },
  { "off", off_action },
  { "off-until", off_until_action, "s" },
  { "off-until-time", off_until_time_action },
  { "archive", archive_action },
  { "edit-selected", edit_action },
  { "select-all", select_all_action },
  { "unselect", unselect_action },
};

/* Adds the actions, and follows the selection. */
void
console_catalogue_page_init_selection (ConsoleCataloguePage *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (console_catalogue_page_update_selection),
                           self, G_CONNECT_SWAPPED);
}
