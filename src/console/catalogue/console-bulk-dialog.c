/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Changes several cakes at once, with a preview of each: a price change in percent or by an amount, a category, a season.
 * What is left empty stays as it is. What would make a cake that may not be, by the domain's own rules, is said at the field
 * and keeps the changes back. */

#include "config.h"

#include "console-bulk-dialog.h"

#include "bakery-money.h"
#include "console-cake-texts.h"
#include "console-field-problems.h"

#include "bakery-violations.h"

#include <glib/gi18n.h>
#include <string.h>

typedef enum
{
  FIELD_PRICE,
  FIELD_CATEGORY,
  FIELD_SEASON,
  N_FIELDS,
} Field;

static const char *const field_names[N_FIELDS] = { "price", "category", "season" };

struct _ConsoleBulkDialog
{
  AdwWindow parent_instance;

  /* Template children */
  GtkWidget  *rows[N_FIELDS];      /* AdwEntryRow */
  GtkWidget  *places[N_FIELDS];    /* of the messages */
  GtkLabel   *messages[N_FIELDS];  /* what is wrong */
  GtkButton  *apply;
  GtkListBox *preview;
  GtkLabel   *summary;

  /* Owned */
  GPtrArray *cakes;
  GPtrArray *bases;      /* of those that change */
  GPtrArray *entities;   /* as they would be */
};

enum
{
  APPLY,
  N_SIGNALS,
};

/* Rows of the preview; of the rest only the number is told. */
#define PREVIEW_ROWS 100

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ConsoleBulkDialog, console_bulk_dialog, ADW_TYPE_WINDOW)

/* “+5 %”, “-10%”, “25.00”, “-3”: hundredths of a percent, or minor units. */
static gboolean
parse_change (const char *text,
              const char *currency,
              gboolean   *ret_is_percent,
              gint64     *ret_amount)
{
  g_autofree char *word = bakery_number_from_input (text);
  char *percent = strchr (word, '%');
  const guint digits = percent != NULL ? 2 : bakery_currency_get_digits (currency);

  if (percent != NULL)
    {
      if (percent[1] != '\0')
        {
          return FALSE;
        }
      *percent = '\0';
    }
  g_strchomp (word);
  *ret_is_percent = percent != NULL;

  return bakery_money_from_string (*word == '+' ? word + 1 : word, digits, ret_amount);
}

static const char *
get_text (ConsoleBulkDialog *self,
          Field              field)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->rows[field]));
}

/* FALSE when what was typed is no change of a price. */
static gboolean
change_price (ConsoleBulkDialog *self,
              BakeryCake        *cake)
{
  const char *text = get_text (self, FIELD_PRICE);
  gboolean is_percent;
  gint64 amount;

  if (*text == '\0')
    {
      return TRUE;
    }
  if (!parse_change (text, cake->currency, &is_percent, &amount))
    {
      return FALSE;
    }

  cake->price += is_percent ? bakery_money_apply_rate (cake->price, amount) : amount;

  return TRUE;
}

static void
change_text (const char *typed,
             char      **target)
{
  g_autofree char *text = g_strstrip (g_strdup (typed));

  if (*text != '\0')
    {
      g_free (*target);
      *target = g_steal_pointer (&text);
    }
}

static char *
dup_change (const BakeryCake *base,
            const BakeryCake *cake)
{
  GString *text = g_string_new (NULL);

  if (base->price != cake->price)
    {
      g_autofree char *before = console_cake_dup_price (base);
      g_autofree char *after = console_cake_dup_price (cake);

      g_string_append_printf (text, "%s → %s", before, after);
    }
  if (g_strcmp0 (base->category, cake->category) != 0)
    {
      g_string_append_printf (text, "%s%s → %s", text->len > 0 ? " · " : "",
                              base->category != NULL && *base->category != '\0' ? base->category : "–", cake->category);
    }
  if (g_strcmp0 (base->season, cake->season) != 0)
    {
      g_string_append_printf (text, "%s%s → %s", text->len > 0 ? " · " : "",
                              base->season != NULL && *base->season != '\0' ? base->season : "–", cake->season);
    }

  return g_string_free (text, FALSE);
}

static void
add_row (ConsoleBulkDialog *self,
         const char        *name,
         const char        *change)
{
  AdwActionRow *row = ADW_ACTION_ROW (adw_action_row_new ());

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (row, change);
  gtk_list_box_append (self->preview, GTK_WIDGET (row));
}

static void
show_preview (ConsoleBulkDialog *self)
{
  g_autofree char *summary = g_strdup_printf (ngettext ("%u of %u cake changes", "%u of %u cakes change", self->cakes->len),
                                              self->bases->len, self->cakes->len);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->preview))) != NULL)
    {
      gtk_list_box_remove (self->preview, child);
    }
  for (guint i = 0; i < MIN (self->bases->len, PREVIEW_ROWS); i++)
    {
      const BakeryCake *base = g_ptr_array_index (self->bases, i);
      g_autofree char *change = dup_change (base, g_ptr_array_index (self->entities, i));

      add_row (self, base->name, change);
    }
  gtk_label_set_label (self->summary, summary);
  gtk_widget_set_visible (GTK_WIDGET (self->preview), self->bases->len > 0);
}

/* What is wrong */

static void
show_problem (ConsoleBulkDialog *self,
              Field              field,
              const char        *problem)
{
  GtkAccessible *entry = GTK_ACCESSIBLE (gtk_editable_get_delegate (GTK_EDITABLE (self->rows[field])));

  gtk_label_set_label (self->messages[field], problem != NULL ? problem : "");
  gtk_widget_set_visible (self->places[field], problem != NULL);
  if (problem == NULL)
    {
      gtk_widget_remove_css_class (self->rows[field], "error");
      gtk_accessible_reset_state (entry, GTK_ACCESSIBLE_STATE_INVALID);
      gtk_accessible_reset_property (entry, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
      return;
    }

  gtk_widget_add_css_class (self->rows[field], "error");
  gtk_accessible_update_state (entry, GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE, -1);
  gtk_accessible_update_property (entry, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, problem, -1);
}

/* What the domain says of the field of a cake; of a price it is said of which cake. */
static char *
dup_problem (const BakeryCake *cake,
             Field             which)
{
  const BakeryField *field = bakery_entity_type_find_field (&bakery_cake_type, field_names[which]);
  g_autoptr(BakeryViolations) violations = bakery_violations_new ();
  g_autofree char *problem = NULL;

  bakery_field_validate (cake, field, violations);
  if (bakery_violations_is_empty (violations))
    {
      return NULL;
    }

  problem = console_field_dup_problem (cake, field, bakery_violations_peek_message (violations, 0));
  return which == FIELD_PRICE ? g_strdup_printf ("%s: %s", cake->name, problem) : g_steal_pointer (&problem);
}

/* Makes the changes to a copy, and notes the first thing that is wrong with each field. */
static BakeryCake *
change (ConsoleBulkDialog *self,
        const BakeryCake  *base,
        char             **problems)
{
  BakeryCake *cake = bakery_cake_copy (base);

  if (!change_price (self, cake) && problems[FIELD_PRICE] == NULL)
    {
      problems[FIELD_PRICE] = g_strdup (_("Write how much more or less, such as +5 % or -20.00."));
    }
  change_text (get_text (self, FIELD_CATEGORY), &cake->category);
  change_text (get_text (self, FIELD_SEASON), &cake->season);
  for (guint i = 0; i < N_FIELDS; i++)
    {
      if (problems[i] == NULL && *get_text (self, (Field) i) != '\0')
        {
          problems[i] = dup_problem (cake, (Field) i);
        }
    }

  return cake;
}

static void
update (ConsoleBulkDialog *self)
{
  char *problems[N_FIELDS] = { NULL };
  gboolean is_valid = TRUE;

  g_ptr_array_set_size (self->bases, 0);
  g_ptr_array_set_size (self->entities, 0);
  for (guint i = 0; i < self->cakes->len; i++)
    {
      BakeryCake *base = g_ptr_array_index (self->cakes, i);
      g_autoptr(BakeryCake) cake = change (self, base, problems);

      if (!bakery_entity_equal (base, cake))
        {
          g_ptr_array_add (self->bases, bakery_cake_ref (base));
          g_ptr_array_add (self->entities, g_steal_pointer (&cake));
        }
    }
  for (guint i = 0; i < N_FIELDS; i++)
    {
      is_valid = is_valid && problems[i] == NULL;
      show_problem (self, (Field) i, problems[i]);
      g_free (problems[i]);
    }
  show_preview (self);
  gtk_widget_set_sensitive (GTK_WIDGET (self->apply), is_valid && self->bases->len > 0);
}

static void
changed_cb (GtkEditable       *editable,
            ConsoleBulkDialog *self)
{
  update (self);
}

static void
apply_clicked_cb (GtkButton         *button,
                  ConsoleBulkDialog *self)
{
  g_signal_emit (self, signals[APPLY], 0, self->bases, self->entities);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
console_bulk_dialog_finalize (GObject *object)
{
  ConsoleBulkDialog *self = CONSOLE_BULK_DIALOG (object);

  g_ptr_array_unref (self->cakes);
  g_ptr_array_unref (self->bases);
  g_ptr_array_unref (self->entities);
  G_OBJECT_CLASS (console_bulk_dialog_parent_class)->finalize (object);
}

static void
bind (GtkWidgetClass *widget_class,
      const char     *field,
      const char     *ending,
      gssize          offset)
{
  g_autofree char *name = g_strconcat (field, ending, NULL);

  gtk_widget_class_bind_template_child_full (widget_class, name, FALSE, offset);
}

static void
bind_fields (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < N_FIELDS; i++)
    {
      bind (widget_class, field_names[i], "", G_STRUCT_OFFSET (ConsoleBulkDialog, rows[i]));
      bind (widget_class, field_names[i], "_place", G_STRUCT_OFFSET (ConsoleBulkDialog, places[i]));
      bind (widget_class, field_names[i], "_message", G_STRUCT_OFFSET (ConsoleBulkDialog, messages[i]));
    }
}

static void
console_bulk_dialog_class_init (ConsoleBulkDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = console_bulk_dialog_finalize;
  signals[APPLY] = g_signal_new ("apply", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                 2, G_TYPE_POINTER, G_TYPE_POINTER);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sweetspot/Console/catalogue/bulk-dialog.ui");
  bind_fields (widget_class);
  gtk_widget_class_bind_template_child (widget_class, ConsoleBulkDialog, apply);
  gtk_widget_class_bind_template_child (widget_class, ConsoleBulkDialog, preview);
  gtk_widget_class_bind_template_child (widget_class, ConsoleBulkDialog, summary);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, apply_clicked_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
console_bulk_dialog_init (ConsoleBulkDialog *self)
{
  self->bases = g_ptr_array_new_with_free_func (bakery_entity_unref);
  self->entities = g_ptr_array_new_with_free_func (bakery_entity_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self, "map", G_CALLBACK (gtk_widget_grab_focus), self->rows[FIELD_PRICE],
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}

/**
 * console_bulk_dialog_new:
 * @cakes: (element-type BakeryCake): what is to be changed
 *
 * Returns: (transfer none): the dialog
 */
ConsoleBulkDialog *
console_bulk_dialog_new (GPtrArray *cakes)
{
  ConsoleBulkDialog *self = g_object_new (CONSOLE_TYPE_BULK_DIALOG, NULL);

  self->cakes = g_ptr_array_ref (cakes);
  update (self);

  return self;
}
