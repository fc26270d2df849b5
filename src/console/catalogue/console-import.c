/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Runs the domain's reader in a thread. Its progress comes to the main thread at most once per frame's time; it stops at
 * the next step when it is cancelled. */

#include "config.h"

#include "console-import.h"

#include <glib/gi18n.h>
#include <string.h>

/* Microseconds between two words of progress. */
#define PROGRESS_INTERVAL (30 * 1000)

typedef struct
{
  BakeryStore          *store;
  ConsoleCatalogue     *catalogue; /* borrowed; the caller keeps it until the answer */
  GBytes               *content;
  gboolean              accepts_categories;
  ConsoleImportProgress progress;
  gpointer              progress_data;
  GCancellable         *cancellable;
  gint64                told_at;
} Reading;

/* One word of progress on its way to the main thread. */
typedef struct
{
  ConsoleImportProgress progress;
  gpointer              progress_data;
  GCancellable         *cancellable;
  double                share;
} Word;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  bakery_store_unref (reading->store);
  g_bytes_unref (reading->content);
  g_clear_object (&reading->cancellable);
  g_free (reading);
}

static void
tell_cb (gpointer data)
{
  Word *word = data;

  if (!g_cancellable_is_cancelled (word->cancellable))
    {
      word->progress (word->share, word->progress_data);
    }
  g_clear_object (&word->cancellable);
  g_free (word);
}

static gboolean
progress_cb (gsize    done,
             gsize    total,
             gpointer user_data)
{
  Reading *reading = user_data;
  const gint64 now = g_get_monotonic_time ();

  if (reading->progress != NULL && now - reading->told_at > PROGRESS_INTERVAL)
    {
      Word *word = g_new (Word, 1);

      word->progress = reading->progress;
      word->progress_data = reading->progress_data;
      word->cancellable = reading->cancellable != NULL ? g_object_ref (reading->cancellable) : NULL;
      word->share = total > 0 ? (double) done / (double) total : 0;
      reading->told_at = now;
      g_idle_add_once (tell_cb, word);
    }

  return !g_cancellable_is_cancelled (reading->cancellable);
}

static void
read_file (GTask        *task,
           gpointer      source,
           gpointer      data,
           GCancellable *cancellable)
{
  Reading *reading = data;
  const BakeryCatalogue catalogue = {
    reading->store, reading->catalogue->cakes, reading->catalogue->groups, reading->accepts_categories,
  };
  GError *error = NULL;
  gsize length;
  const char *text = g_bytes_get_data (reading->content, &length);
  BakeryCatalogueReading *result = bakery_catalogue_csv_read (&catalogue, text, length, progress_cb, reading, &error);

  if (result != NULL)
    {
      g_task_return_pointer (task, result, (GDestroyNotify) bakery_catalogue_reading_free);
    }
  else
    {
      g_task_return_error (task, error);
    }
}

/**
 * console_import_read_async:
 * @store: whose catalogue
 * @catalogue: all of it; must live until the answer
 * @content: the file
 * @accepts_categories: whether categories that no cake has are taken
 * @progress: (nullable): told how far it is
 * @progress_data: for @progress
 * @cancellable: (nullable): to give up
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Reads a file and holds it against the catalogue.
 */
void
console_import_read_async (const BakeryStore    *store,
                           ConsoleCatalogue     *catalogue,
                           GBytes               *content,
                           gboolean              accepts_categories,
                           ConsoleImportProgress progress,
                           gpointer              progress_data,
                           GCancellable         *cancellable,
                           GAsyncReadyCallback   callback,
                           gpointer              user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Reading *reading = g_new0 (Reading, 1);

  g_task_set_source_tag (task, console_import_read_async);
  reading->store = bakery_store_ref ((BakeryStore *) store);
  reading->catalogue = catalogue;
  reading->content = g_bytes_ref (content);
  reading->accepts_categories = accepts_categories;
  reading->progress = progress;
  reading->progress_data = progress_data;
  reading->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  g_task_set_task_data (task, reading, reading_free);
  g_task_run_in_thread (task, read_file);
}

/**
 * console_import_read_finish:
 * @result: what the callback got
 * @error: %BAKERY_ERROR_INVALID where the file as a whole cannot be read, %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): what the file would do
 */
BakeryCatalogueReading *
console_import_read_finish (GAsyncResult *result,
                            GError      **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* What the reader says in English, with one part of its own in each sentence. */
static const char *const sentences[] = {
  N_("“%s” is no amount such as 550.00."),
  N_("“%s” is no whole number."),
  N_("“%s” is neither true nor false."),
  N_("“%s” is no time such as 2026-12-24T08:00:00Z."),
  N_("“%s” is not possible here."),
  N_("There is no option group “%s”."),
  N_("“%s” is no picture."),
  N_("No cake has the category “%s” yet."),
  N_("Line %s has the same name."),
  N_("The store has a cake of this name."),
  N_("The store has no cake with this number."),
  N_("Another row is about this cake, too."),
  N_("The column “%s” is there twice."),
  N_("A cake has no field “%s”."),
  N_("The row has another number of cells than there are headings."),
  N_("The file is empty."),
  N_("Line %s is not text in UTF-8. Save the file as “CSV UTF-8”."),
  N_("Line %s: a quotation mark is opened and never closed."),
  N_("Line %s: there is text after a closing quotation mark."),
  N_("This field may not be blank."),
};

/* Whether the sentence is the message; if so, the part of its own, or "". */
static char *
match (const char *sentence,
       const char *message)
{
  const char *place = strstr (sentence, "%s");
  const gsize before = place != NULL ? (gsize) (place - sentence) : strlen (sentence);
  const char *after = place != NULL ? place + 2 : "";
  const gsize length = strlen (message);

  if (strncmp (sentence, message, before) != 0 || length < before + strlen (after) || !g_str_has_suffix (message, after))
    {
      return NULL;
    }

  return place == NULL && length != before ? NULL : g_strndup (message + before, length - before - strlen (after));
}

/**
 * console_import_dup_problem:
 * @message: what the reader of a file says
 *
 * Returns: (transfer full): the same in the language of the person who reads it, as far as it is known
 */
char *
console_import_dup_problem (const char *message)
{
  for (guint i = 0; i < G_N_ELEMENTS (sentences); i++)
    {
      g_autofree char *part = match (sentences[i], message);

      if (part != NULL)
        {
          GString *text = g_string_new (_(sentences[i]));

          g_string_replace (text, "%s", part, 1);
          return g_string_free (text, FALSE);
        }
    }

  return g_strdup (message);
}
