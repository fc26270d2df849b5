/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The question, and saving one draft after the other before the window closes. A draft that cannot be saved keeps it open. An
 * answer to a complaint is not asked about: closing a window must not send it, and it is there at the next start. */

#include "config.h"

#include "console-unsaved.h"

#include "bakery-account.h"
#include "bakery-feedback.h"
#include "console-context.h"
#include "console-drafts.h"
#include "console-entities.h"
#include "console-field-titles.h"
#include "console-repository.h"

#include <adwaita.h>
#include <glib/gi18n.h>

typedef struct
{
  GtkWindow      *window;
  ConsoleContext *context;
} Closing;

static void save_next (Closing *closing);

static void
closing_free (Closing *self)
{
  g_object_unref (self->window);
  g_object_unref (self->context);
  g_free (self);
}

static ConsoleDrafts *
get_drafts (const Closing *closing)
{
  return console_context_get_drafts (closing->context);
}

static gboolean
is_asked (const ConsoleDraft *draft)
{
  return draft->entity->type != &bakery_complaint_reply_type;
}

/* NULL when there is nothing to ask about. */
static const ConsoleDraft *
peek_first (ConsoleDrafts *drafts)
{
  for (guint i = 0; i < console_drafts_get_n_drafts (drafts); i++)
    {
      if (is_asked (console_drafts_peek (drafts, i)))
        return console_drafts_peek (drafts, i);
    }

  return NULL;
}

static void
remove_all (ConsoleDrafts *drafts)
{
  const ConsoleDraft *draft;

  while ((draft = peek_first (drafts)) != NULL)
    console_drafts_remove (drafts, draft->entity->type, draft->entity->id);
}

/* What cannot be saved from here: something is wrong with it, or it needs the server, as a new account does. */
static gboolean
is_stuck (const ConsoleDraft *draft)
{
  return !draft->is_valid || (draft->entity->id == 0 && draft->entity->type == &bakery_account_type);
}

static void
explain (const Closing      *closing,
         const ConsoleDraft *draft)
{
  g_autofree char *title = console_entity_dup_title (draft->entity);
  g_autofree char *heading = NULL;
  GtkWidget *dialog;

  /* Translators: %s is the name of a store, a person or a cake. */
  heading = g_strdup_printf (_("“%s” cannot be saved yet"), title);
  dialog = adw_message_dialog_new (closing->window, heading,
                                   _("Something is missing or wrong in the form, or it must be saved there."));
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "back", _("_Back"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  Closing *closing = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(BakeryEntity) entity =
    console_repository_save_entity_finish (CONSOLE_REPOSITORY (source), result, &error);
  const ConsoleDraft *draft = peek_first (get_drafts (closing));

  if (draft != NULL && entity != NULL)
    console_drafts_remove (get_drafts (closing), draft->entity->type, draft->entity->id);
  else if (draft != NULL)
    explain (closing, draft);

  if (entity != NULL)
    save_next (closing);
  else
    closing_free (closing);
}

/* The first of the drafts; the window closes after the last. */
static void
save_next (Closing *closing)
{
  const ConsoleDraft *draft = peek_first (get_drafts (closing));

  if (draft == NULL)
    {
      gtk_window_close (closing->window);
      closing_free (closing);
      return;
    }

  if (is_stuck (draft))
    {
      explain (closing, draft);
      closing_free (closing);
      return;
    }

  console_repository_save_entity_async (console_context_get_repository (closing->context),
                                        draft->entity->id != 0 ? draft->base : NULL, draft->entity, NULL,
                                        saved_cb, closing);
}

static void
answered_cb (AdwMessageDialog *dialog,
             const char       *response,
             gpointer          user_data)
{
  Closing *closing = user_data;

  if (g_str_equal (response, "save"))
    {
      save_next (closing);
      return;
    }

  if (g_str_equal (response, "discard"))
    {
      remove_all (get_drafts (closing));
      gtk_window_close (closing->window);
    }
  closing_free (closing);
}

static char *
dup_titles (ConsoleDrafts *drafts)
{
  GString *titles = g_string_new (NULL);

  for (guint i = 0; i < console_drafts_get_n_drafts (drafts); i++)
    {
      const ConsoleDraft *draft = console_drafts_peek (drafts, i);
      g_autofree char *title = is_asked (draft) ? console_entity_dup_title (draft->entity) : NULL;

      if (title != NULL)
        g_string_append_printf (titles, "%s%s", titles->len > 0 ? "\n" : "", title);
    }

  return g_string_free (titles, FALSE);
}

/**
 * console_unsaved_ask:
 * @window: a window that is to be closed
 * @context: the console's context
 *
 * Asks what is to become of what was not saved. The window closes itself once that is settled.
 *
 * Returns: whether there is anything to ask, so that the window must stay for now
 */
gboolean
console_unsaved_ask (GtkWindow      *window,
                     ConsoleContext *context)
{
  ConsoleDrafts *drafts = console_context_get_drafts (context);
  g_autofree char *titles = NULL;
  GtkWidget *dialog;
  Closing *closing;

  if (peek_first (drafts) == NULL)
    return FALSE;

  titles = dup_titles (drafts);
  dialog = adw_message_dialog_new (window, _("Save what you have typed?"), titles);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog),
                                    "cancel", _("_Cancel"), "discard", _("_Discard"), "save", _("_Save"),
                                    NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "save", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "save");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");

  closing = g_new0 (Closing, 1);
  closing->window = g_object_ref (window);
  closing->context = g_object_ref (context);
  g_signal_connect (dialog, "response", G_CALLBACK (answered_cb), closing);
  gtk_window_present (GTK_WINDOW (dialog));

  return TRUE;
}
