/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Django's password hashes: the published vectors, a hash that Django made, and hashes that nobody made. */

#include "config.h"

#include "server-passwords.h"
#include "server-pbkdf2.h"

#include <sodium.h>
#include <string.h>

/* RFC 7914, section 11: its first 32 bytes of 64 are the first block. The others: hashlib.pbkdf2_hmac() of Python 3.11. */
static const struct
{
  const char *password;
  const char *salt;
  guint       iterations;
  const char *key;
} vectors[] = {
  { "passwd", "salt", 1, "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc" },
  { "Password", "NaCl", 80000, "4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56" },
  { "password", "salt", 2, "ae4d0c95af6b46d32d0adff928f06dd02a303f8ef3c251dfd6e2d85a95474c43" },
};

/* make_password('demo-bakery', 'b7sZk3QxTnWm', 'pbkdf2_sha256') with 600000 iterations. */
#define DJANGO "pbkdf2_sha256$600000$b7sZk3QxTnWm$FgXJsldd1WRdZ0FAfWhcC5n+b6LwTNUkfKm4rTRVzQ8="

static void
test_vectors (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      guint8 key[SERVER_PBKDF2_SIZE];
      char hex[2 * SERVER_PBKDF2_SIZE + 1];

      server_pbkdf2_derive (vectors[i].password, (const guint8 *) vectors[i].salt, strlen (vectors[i].salt),
                            vectors[i].iterations, key);
      sodium_bin2hex (hex, sizeof hex, key, sizeof key);
      g_assert_cmpstr (hex, ==, vectors[i].key);
    }
}

static void
test_django (void)
{
  g_assert_true (server_pbkdf2_verify (DJANGO, "demo-bakery"));
  g_assert_false (server_pbkdf2_verify (DJANGO, "demo-bakerY"));
  g_assert_true (server_password_verify (DJANGO, "demo-bakery"));
  g_assert_false (server_password_verify (DJANGO, ""));
  g_assert_true (server_password_is_foreign (DJANGO));
}

static void
test_malformed (void)
{
  static const char *const hashes[] = {
    "pbkdf2_sha256$", "pbkdf2_sha256$1$salt", "pbkdf2_sha256$1$salt$",
    "pbkdf2_sha256$0$salt$VawEblbjCJ/sFpHCJUS2BflBhSFt3gRl5oudV8INrLw=",
    "pbkdf2_sha256$99999999$salt$VawEblbjCJ/sFpHCJUS2BflBhSFt3gRl5oudV8INrLw=",
    "pbkdf2_sha256$-1$salt$VawEblbjCJ/sFpHCJUS2BflBhSFt3gRl5oudV8INrLw=",
    "pbkdf2_sha256$1$$VawEblbjCJ/sFpHCJUS2BflBhSFt3gRl5oudV8INrLw=",
    "pbkdf2_sha256$1$salt$VawEblbjCJ/sFpHCJUS2BflBhSFt3gRl5oudV8INrA==",
    "pbkdf2_sha256$1$salt$VawEblbjCJ/sFpHCJUS2BflBhSFt3gRl5oudV8INrLw=$more",
    "pbkdf2_sha1$1$salt$VawEblbjCJ/sFpHCJUS2BflBhSFt3gRl5oudV8INrLw=",
  };

  g_assert_true (server_pbkdf2_verify ("pbkdf2_sha256$1$salt$VawEblbjCJ/sFpHCJUS2BflBhSFt3gRl5oudV8INrLw=", "passwd"));
  for (guint i = 0; i < G_N_ELEMENTS (hashes); i++)
    g_assert_false (server_pbkdf2_verify (hashes[i], "passwd"));
}

int
main (int    argc,
      char **argv)
{
  g_assert_cmpint (sodium_init (), >=, 0);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pbkdf2/vectors", test_vectors);
  g_test_add_func ("/pbkdf2/django", test_django);
  g_test_add_func ("/pbkdf2/malformed", test_malformed);

  return g_test_run ();
}
