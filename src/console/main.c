/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The console's entry point: the allocator, translations, then the application. */

#include "config.h"

#include "console-application.h"
#include "console-memory.h"

#include <glib/gi18n.h>
#include <locale.h>

int
main (int   argc,
      char *argv[])
{
  g_autoptr(ConsoleApplication) application = NULL;
  int status;

  console_memory_init ();
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  application = console_application_new ();

  status = g_application_run (G_APPLICATION (application), argc, argv);

  return status != 0 ? status : console_application_get_status (application);
}
