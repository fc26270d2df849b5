/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A picture on its way from a file, or from the clipboard, to the server. */

#pragma once

#include "console-types.h"

#include <gdk-pixbuf/gdk-pixbuf.h>

G_BEGIN_DECLS

/**
 * ConsolePictureUploadState:
 * @CONSOLE_PICTURE_UPLOAD_PREPARING: the file is read and made smaller
 * @CONSOLE_PICTURE_UPLOAD_SENDING: it is sent
 * @CONSOLE_PICTURE_UPLOAD_WAITING: there is no network; it is sent when there is
 * @CONSOLE_PICTURE_UPLOAD_DONE: the server has it
 * @CONSOLE_PICTURE_UPLOAD_FAILED: it is no picture, or the server does not take it
 */
typedef enum
{
  CONSOLE_PICTURE_UPLOAD_PREPARING,
  CONSOLE_PICTURE_UPLOAD_SENDING,
  CONSOLE_PICTURE_UPLOAD_WAITING,
  CONSOLE_PICTURE_UPLOAD_DONE,
  CONSOLE_PICTURE_UPLOAD_FAILED,
} ConsolePictureUploadState;

/**
 * ConsolePictureUpload:
 *
 * Signals: `changed`: the state or the progress is another one.
 */
#define CONSOLE_TYPE_PICTURE_UPLOAD (console_picture_upload_get_type ())
G_DECLARE_FINAL_TYPE (ConsolePictureUpload, console_picture_upload, CONSOLE, PICTURE_UPLOAD, GObject)

ConsolePictureUpload *console_picture_upload_new (ConsoleContext *context,
                                                  gint64 store);
void console_picture_upload_start_file (ConsolePictureUpload *self,
                                        GFile *file);
void console_picture_upload_start_bytes (ConsolePictureUpload *self,
                                         GBytes *content);
void console_picture_upload_cancel (ConsolePictureUpload *self);
ConsolePictureUploadState console_picture_upload_get_state (ConsolePictureUpload *self);
double console_picture_upload_get_progress (ConsolePictureUpload *self);
const char *console_picture_upload_get_problem (ConsolePictureUpload *self);
gint64 console_picture_upload_get_image (ConsolePictureUpload *self);

G_END_DECLS
