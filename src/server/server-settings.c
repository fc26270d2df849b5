/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads tables of settings. What can be chosen is the tables' business. A problem is a sentence that names the key and where
 * the value came from, and never holds a secret. Used before any thread starts. */

#include "config.h"

#include "server-settings.h"

#include <string.h>

#define GROUP "server"
#define PREFIX "SWEETSPOT_"
#define MAXIMUM_SECRET 65536

static void add_problem (GPtrArray  *problems,
                         const char *format,
                         ...) G_GNUC_PRINTF (2, 3);

static void
add_problem (GPtrArray  *problems,
             const char *format,
             ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_ptr_array_add (problems, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

static char *
dup_variable (const char *key,
              const char *suffix)
{
  g_autofree char *upper = g_ascii_strup (key, -1);

  return g_strconcat (PREFIX, g_strdelimit (upper, "-", '_'), suffix, NULL);
}

static void
check_text (const ServerSetting *setting,
            const char          *name,
            const char          *text,
            GPtrArray           *problems)
{
  g_autoptr(GError) error = NULL;

  if (setting->check != NULL && text[0] != '\0' && !setting->check (text, &error))
    add_problem (problems, "%s: %s", name, error->message);
}

static void
set_text (const ServerSetting *setting,
          char               **target,
          const char          *name,
          const char          *text,
          GPtrArray           *problems)
{
  g_free (*target);
  *target = text != NULL && text[0] != '\0' ? g_strdup (text) : NULL;
  if (text != NULL && setting->type != SERVER_SETTING_SECRET)
    check_text (setting, name, text, problems);
}

static void
set_number (const ServerSetting *setting,
            gint64              *target,
            const char          *name,
            const char          *text,
            GPtrArray           *problems)
{
  if (g_ascii_string_to_signed (text, 10, setting->minimum, setting->maximum, target, NULL))
    return;

  add_problem (problems, "%s must be a number from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT ", not “%s”.",
               name, setting->minimum, setting->maximum, text);
}

static void
set_boolean (gboolean   *target,
             const char *name,
             const char *text,
             GPtrArray  *problems)
{
  *target = g_str_equal (text, "true") || g_str_equal (text, "1");
  if (!*target && !g_str_equal (text, "false") && !g_str_equal (text, "0"))
    add_problem (problems, "%s must be true or false, not “%s”.", name, text);
}

static void
set_list (const ServerSetting *setting,
          GStrv               *target,
          const char          *name,
          const char          *text,
          GPtrArray           *problems)
{
  g_auto(GStrv) words = g_strsplit_set (text != NULL ? text : "", " ,\t", -1);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  for (char **word = words; *word != NULL; word++)
    if ((*word)[0] != '\0')
      {
        check_text (setting, name, *word, problems);
        g_strv_builder_add (builder, *word);
      }

  g_strfreev (*target);
  *target = g_strv_builder_end (builder);
}

static void
set_value (const ServerSetting *setting,
           gpointer             structure,
           const char          *name,
           const char          *text,
           GPtrArray           *problems)
{
  gpointer target = (char *) structure + setting->offset;

  switch (setting->type)
    {
    case SERVER_SETTING_TEXT:
    case SERVER_SETTING_SECRET:
      set_text (setting, target, name, text, problems);
      break;
    case SERVER_SETTING_NUMBER:
      set_number (setting, target, name, text, problems);
      break;
    case SERVER_SETTING_BOOLEAN:
      set_boolean (target, name, text, problems);
      break;
    case SERVER_SETTING_LIST:
      set_list (setting, target, name, text, problems);
      break;
    default:
      g_assert_not_reached ();
    }
}

/* Secrets. */

static void
read_secret_file (const ServerSetting *setting,
                  gpointer             structure,
                  const char          *name,
                  const char          *path,
                  GPtrArray           *problems)
{
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;
  gsize length;

  if (!g_file_get_contents (path, &text, &length, &error))
    {
      add_problem (problems, "%s: %s", name, error->message);
      return;
    }
  if (length == 0 || length > MAXIMUM_SECRET || memchr (text, '\0', length) != NULL)
    {
      add_problem (problems, "%s: the file %s does not hold one line of text.", name, path);
      return;
    }

  set_value (setting, structure, name, g_strchomp (text), problems);
}

static char *
find_credential (const char *key)
{
  const char *folder = g_getenv ("CREDENTIALS_DIRECTORY");
  g_autofree char *path = folder != NULL ? g_build_filename (folder, key, NULL) : NULL;

  return path != NULL && g_file_test (path, G_FILE_TEST_EXISTS) ? g_steal_pointer (&path) : NULL;
}

static void
read_secret (const ServerSetting *setting,
             gpointer             structure,
             GKeyFile            *file,
             GPtrArray           *problems)
{
  g_autofree char *variable = dup_variable (setting->key, "");
  g_autofree char *file_variable = dup_variable (setting->key, "_FILE");
  g_autofree char *file_key = g_strconcat (setting->key, "-file", NULL);
  g_autofree char *path = g_strdup (g_getenv (file_variable));
  const char *text = g_getenv (variable);
  const char *name = file_variable;

  if (text != NULL)
    {
      set_value (setting, structure, variable, text, problems);
      return;
    }
  if (path == NULL && file != NULL)
    {
      path = g_key_file_get_string (file, GROUP, file_key, NULL);
      name = file_key;
    }
  if (path == NULL)
    {
      path = find_credential (setting->key);
      name = setting->key;
    }
  if (path != NULL)
    read_secret_file (setting, structure, name, path, problems);
}

static void
read_setting (const ServerSetting *setting,
              gpointer             structure,
              GKeyFile            *file,
              GPtrArray           *problems)
{
  g_autofree char *variable = dup_variable (setting->key, "");
  const char *value = g_getenv (variable);
  g_autofree char *text = NULL;

  if (setting->type == SERVER_SETTING_SECRET)
    {
      read_secret (setting, structure, file, problems);
      return;
    }

  if (value == NULL && file != NULL)
    text = g_key_file_get_string (file, GROUP, setting->key, NULL);
  if (value != NULL)
    set_value (setting, structure, variable, value, problems);
  else if (text != NULL)
    set_value (setting, structure, setting->key, g_strstrip (text), problems);
  else
    set_value (setting, structure, setting->key, setting->initial, problems);
}

static const ServerSetting *
find_setting (const ServerSetting *settings,
              guint                n_settings,
              const char          *key)
{
  for (guint i = 0; i < n_settings; i++)
    if (g_str_equal (settings[i].key, key))
      return &settings[i];

  return NULL;
}

/* A key that nobody reads is a mistyped one: better said now than searched for later. */
static void
check_key (const ServerSetting *settings,
           guint                n_settings,
           const char          *path,
           const char          *key,
           GPtrArray           *problems)
{
  const ServerSetting *setting = find_setting (settings, n_settings, key);
  g_autofree char *stem = g_str_has_suffix (key, "-file") ? g_strndup (key, strlen (key) - strlen ("-file")) : NULL;

  if (setting != NULL && setting->type == SERVER_SETTING_SECRET)
    {
      add_problem (problems, "%s is a secret and cannot stand in %s: name a file that holds it as %s-file.",
                   key, path, key);
      return;
    }
  if (setting == NULL && stem != NULL)
    {
      setting = find_setting (settings, n_settings, stem);
      if (setting != NULL && setting->type != SERVER_SETTING_SECRET)
        setting = NULL;
    }
  if (setting == NULL)
    add_problem (problems, "The configuration %s has an unknown key “%s”.", path, key);
}

static GKeyFile *
load_file (const ServerSetting *settings,
           guint                n_settings,
           const char          *path,
           GPtrArray           *problems)
{
  g_autoptr(GKeyFile) file = g_key_file_new ();
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) keys = NULL;

  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, &error))
    {
      add_problem (problems, "The configuration %s cannot be read: %s", path, error->message);
      return NULL;
    }

  keys = g_key_file_get_keys (file, GROUP, NULL, NULL);
  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    check_key (settings, n_settings, path, keys[i], problems);

  return g_steal_pointer (&file);
}

/**
 * server_settings_read:
 * @settings: what can be chosen
 * @n_settings: how many
 * @target: the structure to fill in, zeroed or filled before
 * @file: (nullable): path of a key file with a group `[server]`
 * @problems: (element-type utf8): gets a sentence for each thing that is wrong
 *
 * Sets every member: from the environment, else from @file, else as it is when nobody says otherwise.
 */
void
server_settings_read (const ServerSetting *settings,
                      guint                n_settings,
                      gpointer             target,
                      const char          *file,
                      GPtrArray           *problems)
{
  g_autoptr(GKeyFile) keys = file != NULL ? load_file (settings, n_settings, file, problems) : NULL;

  for (guint i = 0; i < n_settings; i++)
    read_setting (&settings[i], target, keys, problems);
}

/**
 * server_settings_override:
 * @settings: what can be chosen
 * @n_settings: how many
 * @target: the structure
 * @key: of one of @settings
 * @text: what the command line says
 * @problems: (element-type utf8): gets a sentence when it is wrong
 *
 * Sets one member.
 */
void
server_settings_override (const ServerSetting *settings,
                          guint                n_settings,
                          gpointer             target,
                          const char          *key,
                          const char          *text,
                          GPtrArray           *problems)
{
  g_autofree char *name = g_strconcat ("--", key, NULL);
  const ServerSetting *setting = find_setting (settings, n_settings, key);

  g_return_if_fail (setting != NULL);

  set_value (setting, target, name, text, problems);
}

/**
 * server_settings_dup_text:
 * @setting: one setting
 * @target: the structure
 *
 * Returns: (transfer full): its value as text; of a secret only whether it is set
 */
char *
server_settings_dup_text (const ServerSetting *setting,
                          gconstpointer        target)
{
  gconstpointer value = (const char *) target + setting->offset;
  const char *text;

  switch (setting->type)
    {
    case SERVER_SETTING_NUMBER:
      return g_strdup_printf ("%" G_GINT64_FORMAT, *(const gint64 *) value);
    case SERVER_SETTING_BOOLEAN:
      return g_strdup (*(const gboolean *) value ? "true" : "false");
    case SERVER_SETTING_LIST:
      return g_strjoinv (" ", *(const GStrv *) value);
    case SERVER_SETTING_SECRET:
      return g_strdup (*(char *const *) value != NULL ? "(set)" : "(not set)");
    case SERVER_SETTING_TEXT:
    default:
      text = *(char *const *) value;
      return g_strdup (text != NULL ? text : "");
    }
}

/**
 * server_settings_clear:
 * @settings: what can be chosen
 * @n_settings: how many
 * @target: the structure
 *
 * Frees the texts and lists in it.
 */
void
server_settings_clear (const ServerSetting *settings,
                       guint                n_settings,
                       gpointer             target)
{
  for (guint i = 0; i < n_settings; i++)
    {
      gpointer member = (char *) target + settings[i].offset;

      if (settings[i].type == SERVER_SETTING_LIST)
        g_clear_pointer ((GStrv *) member, g_strfreev);
      else if (settings[i].type == SERVER_SETTING_TEXT || settings[i].type == SERVER_SETTING_SECRET)
        g_clear_pointer ((char **) member, g_free);
    }
}
