/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The sub-commands of the program. */

#pragma once

#include "server-types.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/** The exit code of a wrong command line. */
#define SERVER_COMMAND_USAGE 2

/**
 * ServerCommandFunc:
 * @argc: how many arguments there are, the sub-command's name first
 * @argv: they
 *
 * Returns: the exit code of the program
 */
typedef int (*ServerCommandFunc) (int argc,
                                  char **argv);

ServerConfig *server_command_read_options (int *argc,
                                           char ***argv,
                                           const GOptionEntry *entries,
                                           const char *summary);
int server_command_fail (const GError *error);

int server_command_serve (int argc,
                          char **argv);
int server_command_demo (int argc,
                         char **argv);
int server_command_import (int argc,
                           char **argv);
int server_command_migrate (int argc,
                            char **argv);
int server_command_openapi (int argc,
                            char **argv);
int server_command_check (int argc,
                          char **argv);
int server_command_create_admin (int argc,
                                 char **argv);

G_END_DECLS
