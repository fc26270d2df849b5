/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Rules of single fields that several entities share. Stateless; any thread. */

#include "bakery-checks.h"

#include "bakery-money.h"
#include "bakery-violations.h"

#include <string.h>

/* The longest local part (RFC 5321, 4.5.3.1.1). */
#define LOCAL_PART_MAXIMUM 64

static gboolean
text_is_given (const BakeryEntity *entity,
               const BakeryField  *field,
               const char        **ret_text)
{
  *ret_text = BAKERY_FIELD_VALUE (entity, field, char *);

  return *ret_text != NULL && **ret_text != '\0';
}

/**
 * bakery_normalise_email:
 * @text: an address as somebody typed it
 *
 * Returns: (transfer full): the address with its ASCII letters in lower case, so that it identifies one account however it is
 *   typed (S-134)
 */
char *
bakery_normalise_email (const char *text)
{
  return g_ascii_strdown (text, -1);
}

/**
 * bakery_normalise_phone:
 * @text: a number as somebody typed it
 *
 * Returns: (transfer full): the number without the spaces, dots, dashes, slashes and brackets people put in (D-20)
 */
char *
bakery_normalise_phone (const char *text)
{
  GString *digits = g_string_new (NULL);
  const char *p;

  for (p = text; *p != '\0'; p++)
    {
      if (strchr (" .-/()", *p) == NULL)
        g_string_append_c (digits, *p);
    }

  return g_string_free (digits, FALSE);
}

static gboolean
is_domain (const char *domain)
{
  g_auto(GStrv) labels = g_strsplit (domain, ".", -1);
  guint i;

  for (i = 0; labels[i] != NULL; i++)
    {
      gsize length = strlen (labels[i]);
      gsize valid = strspn (labels[i], "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-");

      if (length == 0 || length > 63 || valid != length || labels[i][0] == '-' || labels[i][length - 1] == '-')
        return FALSE;
    }

  return i >= 2;
}

static gboolean
is_local_part (const char *text,
               gsize       length)
{
  static const char others[] = "!#$%&'*+/=?^_`{|}~-.";
  gsize i;

  if (length == 0 || length > LOCAL_PART_MAXIMUM || text[0] == '.' || text[length - 1] == '.')
    return FALSE;

  for (i = 0; i < length; i++)
    {
      if (!g_ascii_isalnum (text[i]) && strchr (others, text[i]) == NULL)
        return FALSE;
      if (text[i] == '.' && text[i + 1] == '.')
        return FALSE;
    }

  return TRUE;
}

/**
 * bakery_check_email:
 * @entity: the holder
 * @field: a text
 * @violations: where to add what is wrong
 *
 * An address that mail can be sent to: dot-atom, "@", a domain of at least two labels (RFC 5321, 4.1.2, without quoted
 * local parts and address literals). What passes has no space and no line break.
 */
void
bakery_check_email (const BakeryEntity *entity,
                    const BakeryField  *field,
                    BakeryViolations   *violations)
{
  const char *text;
  const char *at;

  if (!text_is_given (entity, field, &text))
    return;

  at = strrchr (text, '@');
  if (at == NULL || !is_local_part (text, at - text) || !is_domain (at + 1))
    bakery_violations_add (violations, field->name, "Enter a valid email address.");
}

/**
 * bakery_check_phone:
 * @entity: the holder
 * @field: a text
 * @violations: where to add what is wrong
 *
 * Digits only (S-084), once normalised.
 */
void
bakery_check_phone (const BakeryEntity *entity,
                    const BakeryField  *field,
                    BakeryViolations   *violations)
{
  const char *text;

  if (text_is_given (entity, field, &text) && strspn (text, "0123456789") != strlen (text))
    bakery_violations_add (violations, field->name, "The number must contain only digits.");
}

/**
 * bakery_check_currency:
 * @entity: the holder
 * @field: a text
 * @violations: where to add what is wrong
 *
 * The form of an ISO 4217 code.
 */
void
bakery_check_currency (const BakeryEntity *entity,
                       const BakeryField  *field,
                       BakeryViolations   *violations)
{
  const char *text;

  if (text_is_given (entity, field, &text) && !bakery_currency_is_valid (text))
    bakery_violations_add (violations, field->name, "Enter a currency as three capital letters, such as INR.");
}

/**
 * bakery_check_time_zone:
 * @entity: the holder
 * @field: a text
 * @violations: where to add what is wrong
 *
 * A name that the system's time zone database knows.
 */
void
bakery_check_time_zone (const BakeryEntity *entity,
                        const BakeryField  *field,
                        BakeryViolations   *violations)
{
  g_autoptr(GTimeZone) zone = NULL;
  const char *text;

  if (!text_is_given (entity, field, &text))
    return;

  zone = g_time_zone_new_identifier (text);
  if (zone == NULL)
    bakery_violations_add (violations, field->name, "Enter a time zone such as Asia/Kolkata.");
}

static gboolean
breaks_line (gunichar character)
{
  GUnicodeType type = g_unichar_type (character);

  return type == G_UNICODE_CONTROL || type == G_UNICODE_LINE_SEPARATOR || type == G_UNICODE_PARAGRAPH_SEPARATOR;
}

/**
 * bakery_is_one_line:
 * @text: UTF-8
 *
 * Returns: whether there are no line breaks and no other control characters in it
 */
gboolean
bakery_is_one_line (const char *text)
{
  const char *p;

  for (p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (breaks_line (g_utf8_get_char (p)))
        return FALSE;
    }

  return TRUE;
}

/**
 * bakery_check_one_line:
 * @entity: the holder
 * @field: a text
 * @violations: where to add what is wrong
 *
 * No line breaks and no other control characters: the text ends up on a card, on a cake or in a mail's header.
 */
void
bakery_check_one_line (const BakeryEntity *entity,
                       const BakeryField  *field,
                       BakeryViolations   *violations)
{
  const char *text;

  if (text_is_given (entity, field, &text) && !bakery_is_one_line (text))
    bakery_violations_add (violations, field->name, BAKERY_ONE_LINE_VIOLATION);
}
