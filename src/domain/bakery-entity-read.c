/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Entities read from json-glib's tree: who may send which member in which mode, and everything that is wrong with them. One
 * value is read by bakery-field-read.c. Stateless; any thread. */

#include "bakery-entity-json-private.h"

#include "bakery-error.h"
#include "bakery-violations.h"

static const char *
describe_type (const BakeryField *field)
{
  static const char *const messages[] = {
    [BAKERY_FIELD_INTEGER] = "A valid integer is required.",
    [BAKERY_FIELD_BOOLEAN] = "Must be true or false.",
    [BAKERY_FIELD_TEXT] = "Not a valid string.",
    [BAKERY_FIELD_MONEY] = "A valid amount is required, with no more decimal places than the currency has.",
    [BAKERY_FIELD_RATE] = "A valid percentage with at most two decimal places is required.",
    [BAKERY_FIELD_QUANTITY] = "A valid quantity with at most three decimal places is required.",
    [BAKERY_FIELD_REAL] = "A valid number is required.",
    [BAKERY_FIELD_TIME] = "A valid RFC 3339 time is required, such as 2026-01-31T16:30:00Z.",
    [BAKERY_FIELD_ENUM] = "Not a valid choice.",
    [BAKERY_FIELD_REFERENCE] = "A valid id is required.",
    [BAKERY_FIELD_TEXT_LIST] = "A list of strings is required.",
    [BAKERY_FIELD_REFERENCE_LIST] = "A list of ids is required.",
    [BAKERY_FIELD_DOCUMENT] = "A JSON object or array is required.",
    [BAKERY_FIELD_CHILDREN] = "A list of objects is required.",
  };

  return messages[field->type];
}

static void
add_choice_violation (const BakeryField *field,
                      BakeryViolations  *violations)
{
  g_autofree char *choices = g_strjoinv (", ", (char **) field->values->names);

  bakery_violations_add (violations, field->name, "Not a valid choice. Choose one of: %s.", choices);
}

static void
read_member (gpointer              entity,
             const BakeryField    *field,
             JsonNode             *node,
             const BakeryDecoding *decoding)
{
  if (JSON_NODE_HOLDS_NULL (node))
    {
      if ((field->flags & BAKERY_FIELD_NULLABLE) != 0 || decoding->mode == BAKERY_DECODE_TRUSTED)
        bakery_field_clear (entity, field);
      else
        bakery_violations_add (decoding->violations, field->name, "This field may not be null.");
      return;
    }

  if (bakery_field_read_value (entity, field, node, decoding))
    return;

  if (field->type == BAKERY_FIELD_ENUM)
    add_choice_violation (field, decoding->violations);
  else
    bakery_violations_add (decoding->violations, field->name, "%s", describe_type (field));
}

static gboolean
may_set (const BakeryField    *field,
         const BakeryDecoding *decoding)
{
  if (decoding->mode == BAKERY_DECODE_TRUSTED)
    return TRUE;

  return (field->flags & BAKERY_FIELD_DERIVED) == 0 && (field->writers & decoding->writer) != 0;
}

/* A fixed field may be repeated with the value it has, as clients that send the whole object back do. */
static void
read_fixed_member (gpointer              entity,
                   const BakeryField    *field,
                   JsonNode             *node,
                   const BakeryDecoding *decoding)
{
  gpointer probe = bakery_entity_copy (entity);

  read_member (probe, field, node, decoding);
  if (!bakery_violations_has_field (decoding->violations, field->name) && !bakery_field_equal (probe, entity, field))
    bakery_violations_add (decoding->violations, field->name, "This field cannot be changed any more.");
  bakery_entity_unref (probe);
}

static void
add_unknown_violation (const char       *name,
                       BakeryViolations *violations)
{
  g_autofree char *quote = bakery_violations_dup_quote (name);

  bakery_violations_add (violations, quote, "There is no such field.");
}

static void
dispatch_member (gpointer              entity,
                 const char           *name,
                 JsonNode             *node,
                 const BakeryDecoding *decoding)
{
  const BakeryField *field = bakery_entity_type_find_field (BAKERY_ENTITY (entity)->type, name);

  if (field == NULL)
    {
      if (!decoding->skip_unknown && !g_str_equal (name, "id") && !g_str_equal (name, "revision"))
        add_unknown_violation (name, decoding->violations);
    }
  else if (!may_set (field, decoding))
    {
      if (!decoding->skip_unknown)
        bakery_violations_add (decoding->violations, name, "This field cannot be set.");
    }
  else if ((field->flags & BAKERY_FIELD_FIXED) != 0 &&
           (decoding->mode == BAKERY_DECODE_UPDATE || decoding->mode == BAKERY_DECODE_REPLACE))
    {
      read_fixed_member (entity, field, node, decoding);
    }
  else
    {
      read_member (entity, field, node, decoding);
    }
}

static JsonNode *
find_member (JsonObject *object,
             const char *name,
             gboolean    any_case)
{
  JsonNode *node = json_object_get_member (object, name);
  JsonObjectIter iter;
  const char *member;
  JsonNode *member_node;

  if (node != NULL || !any_case)
    return node;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &member, &member_node))
    {
      if (g_ascii_strcasecmp (member, name) == 0)
        return member_node;
    }

  return NULL;
}

/* A client cannot repeat a secret: nobody told it. So only a new entity needs one. */
static gboolean
is_required (const BakeryField    *field,
             const BakeryDecoding *decoding)
{
  gboolean is_secret = (field->flags & BAKERY_FIELD_SECRET) != 0;

  return (field->flags & BAKERY_FIELD_REQUIRED) != 0 && may_set (field, decoding) &&
         (!is_secret || decoding->mode == BAKERY_DECODE_CREATE);
}

static void
require_members (gpointer              entity,
                 JsonObject           *object,
                 const BakeryDecoding *decoding)
{
  const BakeryEntityType *type = BAKERY_ENTITY (entity)->type;
  guint i;

  for (i = 0; i < type->n_fields; i++)
    {
      const BakeryField *field = &type->fields[i];

      if (is_required (field, decoding) && find_member (object, field->name, decoding->skip_unknown) == NULL)
        bakery_violations_add (decoding->violations, field->name, "This field is required.");
    }
}

/* Money is read in the entity's currency, so that comes first. */
static void
read_currency_member (gpointer              entity,
                      JsonObject           *object,
                      const BakeryDecoding *decoding)
{
  gboolean has_currency = BAKERY_ENTITY (entity)->type->currency != 0;
  JsonNode *node = has_currency ? find_member (object, "currency", decoding->skip_unknown) : NULL;

  if (node != NULL)
    {
      g_autoptr(BakeryViolations) repeated = bakery_violations_new ();
      BakeryDecoding silent = *decoding;

      silent.violations = repeated;
      dispatch_member (entity, "currency", node, &silent);
    }
}

/**
 * bakery_entity_read_members:
 * @entity: an entity, or a child of one
 * @object: its members
 * @decoding: what they are read for
 *
 * Reads all members, without validating what they say together.
 *
 * Returns: %TRUE if nothing is wrong so far
 */
gboolean
bakery_entity_read_members (gpointer              entity,
                            JsonObject           *object,
                            const BakeryDecoding *decoding)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  read_currency_member (entity, object, decoding);
  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      gboolean any_case = decoding->skip_unknown && decoding->mode != BAKERY_DECODE_TRUSTED;
      g_autofree char *lower = any_case ? g_ascii_strdown (name, -1) : NULL;

      dispatch_member (entity, lower != NULL ? lower : name, node, decoding);
    }

  if (decoding->mode == BAKERY_DECODE_TRUSTED)
    {
      BAKERY_ENTITY (entity)->id = json_object_get_int_member_with_default (object, "id", 0);
      BAKERY_ENTITY (entity)->revision = json_object_get_int_member_with_default (object, "revision", 0);
    }
  else if (decoding->mode != BAKERY_DECODE_UPDATE)
    {
      require_members (entity, object, decoding);
    }

  return bakery_violations_is_empty (decoding->violations);
}

/* What was stored before is not the client's fault, nor is it all in the form it was sent in. */
static void
validate_sent_members (gconstpointer         entity,
                       JsonObject           *object,
                       const BakeryDecoding *decoding)
{
  const BakeryEntityType *type = BAKERY_ENTITY (entity)->type;
  guint i;

  for (i = 0; i < type->n_fields; i++)
    {
      const BakeryField *field = &type->fields[i];

      if (may_set (field, decoding) && find_member (object, field->name, decoding->skip_unknown) != NULL)
        bakery_field_validate (entity, field, decoding->violations);
    }
  bakery_entity_validate_whole (entity, decoding->violations);
}

/**
 * bakery_entity_read_json:
 * @entity: a new entity, or a copy of the one to change; on failure it is half-changed and to be thrown away
 * @object: what a client sent
 * @mode: what it is sent for
 * @writer: the roles of the client: fields that none of them may set are refused
 * @skip_unknown: %TRUE on document S's paths: unknown and unsettable members are passed over, and names are compared
 *   without case
 * @violations: where to add all that is wrong
 *
 * Reads, normalises, validates and derives. Of a new entity every field is validated, of one that exists those that were
 * sent; and the rules between fields in either case.
 *
 * Returns: %TRUE if nothing is wrong
 */
gboolean
bakery_entity_read_json (gpointer          entity,
                         JsonObject       *object,
                         BakeryDecodeMode  mode,
                         BakeryRoles       writer,
                         gboolean          skip_unknown,
                         BakeryViolations *violations)
{
  BakeryDecoding decoding = { mode, writer, skip_unknown || mode == BAKERY_DECODE_TRUSTED, NULL, violations };

  g_return_val_if_fail (entity != NULL, FALSE);
  g_return_val_if_fail (object != NULL, FALSE);
  g_return_val_if_fail (violations != NULL, FALSE);

  bakery_entity_read_members (entity, object, &decoding);
  if (mode == BAKERY_DECODE_CREATE)
    bakery_entity_validate (entity, violations);
  else if (mode != BAKERY_DECODE_TRUSTED)
    validate_sent_members (entity, object, &decoding);
  if (mode != BAKERY_DECODE_TRUSTED)
    bakery_entity_derive (entity);

  return bakery_violations_is_empty (violations);
}

/**
 * bakery_entity_from_trusted_json:
 * @type: what it is
 * @object: what our server sent or our cache stored
 * @error: a %BAKERY_ERROR_INVALID where it does not fit the type all the same
 *
 * Returns: (transfer full): the entity, derived fields as they were sent, or %NULL with @error set
 */
gpointer
bakery_entity_from_trusted_json (const BakeryEntityType *type,
                                 JsonObject             *object,
                                 GError                **error)
{
  g_autoptr(BakeryViolations) violations = bakery_violations_new ();
  gpointer entity = bakery_entity_new (type);

  if (!bakery_entity_read_json (entity,
                                object,
                                BAKERY_DECODE_TRUSTED,
                                BAKERY_ROLES_EVERYBODY,
                                TRUE,
                                violations))
    {
      bakery_set_error_invalid (error, violations);
      bakery_entity_unref (entity);
      return NULL;
    }

  return entity;
}
