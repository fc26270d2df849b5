/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Keeps small pictures as files, one for each picture of the server, so that they are there offline and at the next start.
 * A picture on the server never changes, so its id is all that a file needs to be found by. What cannot be read or written is
 * as if it were not there: the server has it. */

#include "config.h"

#include "console-thumbnails-private.h"

#include "console-picture-codec.h"

#include <glib/gstdio.h>

/* How much room the files of one account may take, in bytes. */
#define ROOM (128 * 1024 * 1024)

static char *
dup_path (const char *folder,
          gint64      image)
{
  g_autofree char *name = g_strdup_printf ("%" G_GINT64_FORMAT ".jpg", image);

  return g_build_filename (folder, name, NULL);
}

/* Reads a small picture, if there is a file of it. */
GdkPixbuf *
console_thumbnail_file_read (const char *folder,
                             gint64      image)
{
  g_autofree char *path = dup_path (folder, image);
  g_autoptr(GBytes) content = NULL;
  char *data;
  gsize length;

  if (!g_file_get_contents (path, &data, &length, NULL))
    {
      return NULL;
    }

  content = g_bytes_new_take (data, length);

  return console_picture_decode (content, G_MAXINT, NULL);
}

/* Writes a small picture; the folder is made when it is missing. */
void
console_thumbnail_file_write (const char *folder,
                              gint64      image,
                              GdkPixbuf  *picture)
{
  g_autofree char *path = dup_path (folder, image);
  g_autoptr(GBytes) content = console_picture_encode (picture, NULL);
  gconstpointer data;
  gsize length;

  if (content == NULL || g_mkdir_with_parents (folder, 0700) != 0)
    {
      return;
    }

  data = g_bytes_get_data (content, &length);
  g_file_set_contents_full (path, data, (gssize) length, G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL);
}

typedef struct
{
  char  *path;
  gint64 time;
  gint64 size;
} ThumbnailFile;

static void
clear_file (gpointer data)
{
  g_free (((ThumbnailFile *) data)->path);
}

static int
compare_files (gconstpointer a,
               gconstpointer b)
{
  const ThumbnailFile *first = a;
  const ThumbnailFile *second = b;

  return first->time < second->time ? -1 : first->time > second->time;
}

static GArray *
list_files (const char *folder)
{
  GArray *files = g_array_new (FALSE, FALSE, sizeof (ThumbnailFile));
  g_autoptr(GDir) directory = g_dir_open (folder, 0, NULL);
  const char *name;

  g_array_set_clear_func (files, clear_file);
  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    {
      ThumbnailFile file = { g_build_filename (folder, name, NULL), 0, 0 };
      GStatBuf status;

      if (g_stat (file.path, &status) == 0)
        {
          file.time = status.st_mtime;
          file.size = status.st_size;
        }
      g_array_append_val (files, file);
    }

  return files;
}

/* Removes the oldest files beyond the room that there is. */
void
console_thumbnail_files_trim (const char *folder)
{
  g_autoptr(GArray) files = list_files (folder);
  gint64 size = 0;

  for (guint i = 0; i < files->len; i++)
    {
      size += g_array_index (files, ThumbnailFile, i).size;
    }

  g_array_sort (files, compare_files);
  for (guint i = 0; i < files->len && size > ROOM; i++)
    {
      size -= g_array_index (files, ThumbnailFile, i).size;
      g_unlink (g_array_index (files, ThumbnailFile, i).path);
    }
}

/* Removes all files. */
void
console_thumbnail_files_remove (const char *folder)
{
  g_autoptr(GArray) files = list_files (folder);

  for (guint i = 0; i < files->len; i++)
    {
      g_unlink (g_array_index (files, ThumbnailFile, i).path);
    }
}
