/* SPDX-License-Identifier: GPL-3.0-or-later */

/* `create-admin`: the first account, or another one that may do everything. The password comes from the environment or from
 * a prompt that does not show it, never from the command line, where other users could see it. Main thread. */

#include "config.h"

#include "server-commands.h"

#include "bakery-checks.h"
#include "bakery-error.h"
#include "bakery-violations.h"
#include "server-accounts.h"
#include "server-config.h"
#include "server-database.h"
#include "server-passwords.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#define PASSWORD_SIZE 512

static char *
prompt (void)
{
  struct termios shown;
  struct termios hidden;
  char line[PASSWORD_SIZE];
  gboolean is_terminal = tcgetattr (STDIN_FILENO, &shown) == 0;
  char *text;

  if (is_terminal)
    {
      fprintf (stderr, "Password: ");
      hidden = shown;
      hidden.c_lflag &= ~(tcflag_t) ECHO;
      tcsetattr (STDIN_FILENO, TCSAFLUSH, &hidden);
    }
  text = fgets (line, sizeof line, stdin) != NULL ? g_strndup (line, strcspn (line, "\n")) : NULL;
  if (is_terminal)
    {
      tcsetattr (STDIN_FILENO, TCSAFLUSH, &shown);
      fprintf (stderr, "\n");
    }
  sodium_memzero (line, sizeof line);

  return text;
}

static char *
get_password (void)
{
  const char *password = g_getenv ("SWEETSPOT_PASSWORD");

  return password != NULL ? g_strdup (password) : prompt ();
}

static void
set_text (char      **target,
          const char *text)
{
  g_free (*target);
  *target = g_strdup (text);
}

static BakeryAccount *
make_account (const char *email,
              const char *password,
              GError    **error)
{
  g_autoptr(BakeryAccount) account = bakery_account_new ();
  g_autoptr(BakeryViolations) violations = bakery_violations_new ();
  g_autofree char *normal = email != NULL ? bakery_normalise_email (email) : NULL;

  set_text (&account->email, normal);
  set_text (&account->password, password);
  set_text (&account->first_name, "Admin");
  set_text (&account->last_name, "SweetSpot");
  bakery_account_set_role (account, BAKERY_ROLE_ADMIN);
  account->is_active = TRUE;
  bakery_entity_validate (account, violations);
  if (email == NULL)
    bakery_violations_add (violations, "email", "Is required: --email=ADDRESS.");
  if (password == NULL || password[0] == '\0')
    bakery_violations_add (violations, "password", "Is required, in SWEETSPOT_PASSWORD or at the prompt.");
  if (!bakery_violations_has_field (violations, "email") && !bakery_violations_has_field (violations, "password"))
    return g_steal_pointer (&account);

  bakery_set_error_invalid (error, violations);

  return NULL;
}

static gboolean
insert_account (BakeryConnection *connection,
                gpointer          user_data,
                GError          **error)
{
  return server_accounts_insert (connection, user_data, g_get_real_time (), error);
}

static gboolean
create (const ServerConfig *config,
        const char         *email,
        const char         *password,
        GError            **error)
{
  g_autoptr(BakeryAccount) account = make_account (email, password, error);
  g_autoptr(BakeryConnection) connection = NULL;

  if (account == NULL)
    return FALSE;

  g_free (account->password);
  account->password = server_password_hash (password, error);
  if (account->password == NULL)
    return FALSE;

  connection = server_database_open (config->database, error);
  if (connection == NULL || !server_database_migrate (connection, NULL, NULL, error))
    return FALSE;
  if (bakery_connection_transaction (connection, insert_account, account, error))
    return TRUE;

  if (g_error_matches (*error, BAKERY_STORAGE_ERROR, BAKERY_STORAGE_ERROR_UNIQUE))
    {
      g_clear_error (error);
      g_set_error (error, BAKERY_ERROR, BAKERY_ERROR_CONFLICT, "There is an account with the address %s already.", email);
    }

  return FALSE;
}

/**
 * server_command_create_admin:
 * @argc: how many arguments there are
 * @argv: they
 *
 * Creates an account with the role admin.
 *
 * Returns: the exit code
 */
int
server_command_create_admin (int    argc,
                             char **argv)
{
  g_autofree char *email = NULL;
  g_autofree char *password = NULL;
  const GOptionEntry entries[] = {
    { "email", 'e', 0, G_OPTION_ARG_STRING, &email, "The address to sign in with", "ADDRESS" },
    { NULL },
  };
  g_autoptr(ServerConfig) config =
    server_command_read_options (&argc, &argv, entries, "Creates an account that may do everything.");
  g_autoptr(GError) error = NULL;

  if (config == NULL)
    return SERVER_COMMAND_USAGE;
  if (sodium_init () < 0)
    return 1;

  password = get_password ();
  if (!create (config, email, password, &error))
    return server_command_fail (error);

  printf ("created the admin %s\n", email);

  return 0;
}
