/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Says what went wrong with the files of an account as whoever stands before the console would: what is the matter, and what
 * to do about it. The database's own words go to the log. Any thread. */

#include "config.h"

#include "console-cache-error.h"

#include "bakery-connection.h"

#include <glib/gi18n.h>

static const char *
choose_sentence (BakeryStorageError code)
{
  switch (code)
    {
    case BAKERY_STORAGE_ERROR_BUSY:
      return _("Another program is using the data on this computer. Close it, then try again.");

    case BAKERY_STORAGE_ERROR_FULL:
      return _("The disk of this computer is full. Make room on it, then try again.");

    case BAKERY_STORAGE_ERROR_DAMAGED:
      return _("The data on this computer is damaged. Start SweetSpot again: it keeps a copy and fetches everything anew.");

    case BAKERY_STORAGE_ERROR_NEWER:
      return _("A newer SweetSpot has written the data on this computer. Update this one, then start it again.");

    case BAKERY_STORAGE_ERROR_CANNOT_OPEN:
      return _("The data on this computer cannot be opened. Check that you may read and write your own files, then start "
               "SweetSpot again.");

    case BAKERY_STORAGE_ERROR_UNIQUE:
    case BAKERY_STORAGE_ERROR_REFERENCE:
    case BAKERY_STORAGE_ERROR_CHECK:
    case BAKERY_STORAGE_ERROR_FAILED:
    default:
      return _("The data on this computer could not be used just now. Try again; if that does not help, start SweetSpot "
               "again.");
    }
}

/**
 * console_cache_error_explain:
 * @error: (transfer full): what went wrong
 *
 * Puts what a database reports into words for people, and its own words into the log. Other errors stay as they are.
 *
 * Returns: (transfer full): an error of the same domain and code
 */
GError *
console_cache_error_explain (GError *error)
{
  g_autoptr(GError) technical = error;

  if (error->domain != BAKERY_STORAGE_ERROR)
    return g_steal_pointer (&technical);

  g_message ("The data on this computer: %s", technical->message);

  return g_error_new_literal (BAKERY_STORAGE_ERROR, technical->code, choose_sentence (technical->code));
}
