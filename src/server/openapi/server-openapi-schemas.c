/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Schemas: of entities by their field tables, in the views that the routes use; of plain objects by tables of members.
 * Stateless. */

#include "config.h"

#include "server-openapi-private.h"

#include <string.h>

typedef struct
{
  const BakeryEntityType *type;
  ServerOpenapiView       view;
} Schema;

static gboolean
is_in_view (const BakeryField *field,
            ServerOpenapiView  view)
{
  if (view == SERVER_OPENAPI_ANSWER)
    return field->readers != 0 && (field->flags & BAKERY_FIELD_SECRET) == 0;

  return field->writers != 0 && (field->flags & BAKERY_FIELD_DERIVED) == 0 &&
         (view == SERVER_OPENAPI_INPUT || (field->flags & BAKERY_FIELD_FIXED) == 0);
}

static BakeryRoles
get_roles (const BakeryField *field,
           ServerOpenapiView  view)
{
  return view == SERVER_OPENAPI_ANSWER ? field->readers : field->writers;
}

/* A field for fewer roles than some other says so. */
static BakeryRoles
get_all_roles (const Schema *schema)
{
  BakeryRoles roles = 0;

  for (guint i = 0; i < schema->type->n_fields; i++)
    if (is_in_view (&schema->type->fields[i], schema->view))
      roles |= get_roles (&schema->type->fields[i], schema->view);

  return roles;
}

/**
 * server_openapi_dup_schema_name:
 * @type: an entity type
 * @view: a view of it
 *
 * Returns: (transfer full): the name of its schema, as `OrderLine` or `OrderLineInput`
 */
char *
server_openapi_dup_schema_name (const BakeryEntityType *type,
                                ServerOpenapiView       view)
{
  static const char *const suffixes[] = { "", "Input", "Change" };
  GString *name = g_string_new (NULL);
  gboolean is_start = TRUE;

  for (const char *c = type->name; *c != '\0'; c++)
    {
      if (g_ascii_isalnum (*c))
        g_string_append_c (name, is_start ? g_ascii_toupper (*c) : *c);
      is_start = !g_ascii_isalnum (*c);
    }
  g_string_append (name, suffixes[view]);

  return g_string_free (name, FALSE);
}

/* Values. */

static void
write_type (BakeryJsonWriter *writer,
            const char       *type,
            gboolean          is_nullable)
{
  if (!is_nullable)
    {
      server_openapi_text (writer, "type", type);
      return;
    }

  server_openapi_begin_list (writer, "type");
  bakery_json_writer_string (writer, type);
  bakery_json_writer_string (writer, "null");
  bakery_json_writer_end_array (writer);
}

static void
write_limits (BakeryJsonWriter *writer,
              gint64            minimum,
              gint64            maximum,
              const char       *minimum_name,
              const char       *maximum_name)
{
  if (maximum == 0)
    return;

  if (minimum != 0 || g_str_equal (minimum_name, "minimum"))
    server_openapi_integer (writer, minimum_name, minimum);
  if (maximum != G_MAXINT64)
    server_openapi_integer (writer, maximum_name, maximum);
}

static void
write_words (BakeryJsonWriter *writer,
             const BakeryEnum *values,
             gboolean          is_nullable)
{
  server_openapi_begin_list (writer, "enum");
  for (const char *const *name = values->names; *name != NULL; name++)
    bakery_json_writer_string (writer, *name);
  if (is_nullable)
    bakery_json_writer_null (writer);
  bakery_json_writer_end_array (writer);
}

static void
write_id (BakeryJsonWriter *writer,
          gboolean          is_nullable)
{
  write_type (writer, "integer", is_nullable);
  server_openapi_text (writer, "format", "int64");
  server_openapi_integer (writer, "minimum", 1);
}

static void
write_decimal (BakeryJsonWriter *writer,
               const char       *pattern,
               gboolean          is_nullable)
{
  write_type (writer, "string", is_nullable);
  server_openapi_text (writer, "format", "decimal");
  server_openapi_text (writer, "pattern", pattern);
}

static void
write_list (BakeryJsonWriter  *writer,
            const BakeryField *field,
            ServerOpenapiView  view)
{
  g_autofree char *child = NULL;

  write_type (writer, "array", (field->flags & BAKERY_FIELD_NULLABLE) != 0);
  write_limits (writer, field->minimum, field->maximum, "minItems", "maxItems");
  server_openapi_begin (writer, "items");
  if (field->type == BAKERY_FIELD_CHILDREN)
    {
      child = server_openapi_dup_schema_name (field->target, view);
      server_openapi_reference (writer, "schemas", child);
    }
  else if (field->type == BAKERY_FIELD_REFERENCE_LIST)
    {
      write_id (writer, FALSE);
    }
  else
    {
      server_openapi_text (writer, "type", "string");
      if (field->values != NULL)
        write_words (writer, field->values, FALSE);
    }
  bakery_json_writer_end_object (writer);
  if (field->type != BAKERY_FIELD_CHILDREN)
    server_openapi_flag (writer, "uniqueItems", TRUE);
}

static void
write_document (BakeryJsonWriter *writer,
                gboolean          is_nullable)
{
  server_openapi_begin_list (writer, "type");
  bakery_json_writer_string (writer, "object");
  bakery_json_writer_string (writer, "array");
  if (is_nullable)
    bakery_json_writer_string (writer, "null");
  bakery_json_writer_end_array (writer);
}

static void
write_number (BakeryJsonWriter *writer,
              const char       *type,
              const char       *format,
              gboolean          is_nullable,
              gint64            minimum,
              gint64            maximum)
{
  write_type (writer, type, is_nullable);
  server_openapi_text (writer, "format", format);
  write_limits (writer, minimum, maximum, "minimum", "maximum");
}

static void
write_value (BakeryJsonWriter  *writer,
             const BakeryField *field,
             ServerOpenapiView  view)
{
  gboolean is_nullable = (field->flags & BAKERY_FIELD_NULLABLE) != 0;

  switch (field->type)
    {
    case BAKERY_FIELD_INTEGER:
      write_number (writer, "integer", "int64", is_nullable, field->minimum, field->maximum);
      break;
    case BAKERY_FIELD_REAL:
      write_number (writer, "number", "double", is_nullable, field->minimum, field->maximum);
      break;
    case BAKERY_FIELD_BOOLEAN:
      write_type (writer, "boolean", is_nullable);
      break;
    case BAKERY_FIELD_TEXT:
      write_type (writer, "string", is_nullable);
      write_limits (writer, field->minimum, field->maximum, "minLength", "maxLength");
      break;
    case BAKERY_FIELD_MONEY:
      write_decimal (writer, "^-?[0-9]{1,10}(\\.[0-9]{1,3})?$", is_nullable);
      break;
    case BAKERY_FIELD_RATE:
      write_decimal (writer, "^-?[0-9]{1,5}(\\.[0-9]{1,2})?$", is_nullable);
      break;
    case BAKERY_FIELD_QUANTITY:
      write_decimal (writer, "^-?[0-9]{1,9}(\\.[0-9]{1,3})?$", is_nullable);
      break;
    case BAKERY_FIELD_TIME:
      write_type (writer, "string", is_nullable);
      server_openapi_text (writer, "format", "date-time");
      break;
    case BAKERY_FIELD_ENUM:
      write_type (writer, "string", is_nullable);
      write_words (writer, field->values, is_nullable);
      break;
    case BAKERY_FIELD_REFERENCE:
      write_id (writer, is_nullable);
      break;
    case BAKERY_FIELD_TEXT_LIST:
    case BAKERY_FIELD_REFERENCE_LIST:
    case BAKERY_FIELD_CHILDREN:
      write_list (writer, field, view);
      break;
    case BAKERY_FIELD_DOCUMENT:
      write_document (writer, is_nullable);
      break;
    default:
      g_assert_not_reached ();
    }
}

/* A default stands in the table as its JSON, but for texts. */
static void
write_default (BakeryJsonWriter  *writer,
               const BakeryField *field)
{
  if (field->initial == NULL)
    return;

  bakery_json_writer_name (writer, "default");
  switch (field->type)
    {
    case BAKERY_FIELD_TEXT:
    case BAKERY_FIELD_MONEY:
    case BAKERY_FIELD_RATE:
    case BAKERY_FIELD_QUANTITY:
    case BAKERY_FIELD_TIME:
    case BAKERY_FIELD_ENUM:
      bakery_json_writer_string (writer, field->initial);
      break;
    case BAKERY_FIELD_INTEGER:
    case BAKERY_FIELD_BOOLEAN:
    case BAKERY_FIELD_REAL:
    case BAKERY_FIELD_REFERENCE:
    case BAKERY_FIELD_TEXT_LIST:
    case BAKERY_FIELD_REFERENCE_LIST:
    case BAKERY_FIELD_DOCUMENT:
    case BAKERY_FIELD_CHILDREN:
    default:
      bakery_json_writer_raw (writer, field->initial, -1);
      break;
    }
}

static void
write_field (BakeryJsonWriter  *writer,
             const BakeryField *field,
             const Schema      *schema)
{
  gboolean is_answer = schema->view == SERVER_OPENAPI_ANSWER;
  BakeryRoles roles = get_roles (field, schema->view);

  server_openapi_begin (writer, field->name);
  write_value (writer, field, schema->view);
  server_openapi_text (writer, "description", field->description);
  if (is_answer && !is_in_view (field, SERVER_OPENAPI_INPUT))
    server_openapi_flag (writer, "readOnly", TRUE);
  if (!is_answer && !is_in_view (field, SERVER_OPENAPI_ANSWER))
    server_openapi_flag (writer, "writeOnly", TRUE);
  if (schema->view == SERVER_OPENAPI_INPUT)
    write_default (writer, field);
  if (field->target != NULL && field->type != BAKERY_FIELD_CHILDREN)
    server_openapi_text (writer, "x-entity", field->target->name);
  if (roles != get_all_roles (schema))
    server_openapi_roles (writer, is_answer ? "x-readers" : "x-writers", roles);
  bakery_json_writer_end_object (writer);
}

static void
write_common_field (BakeryJsonWriter *writer,
                    const char       *name,
                    const char       *description)
{
  server_openapi_begin (writer, name);
  write_id (writer, FALSE);
  server_openapi_text (writer, "description", description);
  server_openapi_flag (writer, "readOnly", TRUE);
  bakery_json_writer_end_object (writer);
}

static gboolean
is_always_there (const BakeryField *field,
                 const Schema      *schema)
{
  if (schema->view == SERVER_OPENAPI_ANSWER)
    return field->readers == get_all_roles (schema);

  return schema->view == SERVER_OPENAPI_INPUT && (field->flags & BAKERY_FIELD_REQUIRED) != 0;
}

static void
write_required (BakeryJsonWriter *writer,
                const Schema     *schema)
{
  const BakeryEntityType *type = schema->type;

  if (schema->view == SERVER_OPENAPI_CHANGE)
    return;

  server_openapi_begin_list (writer, "required");
  if (schema->view == SERVER_OPENAPI_ANSWER)
    bakery_json_writer_string (writer, "id");
  for (guint i = 0; i < type->n_fields; i++)
    if (is_in_view (&type->fields[i], schema->view) && is_always_there (&type->fields[i], schema))
      bakery_json_writer_string (writer, type->fields[i].name);
  if (schema->view == SERVER_OPENAPI_ANSWER && type->parent_column == NULL)
    bakery_json_writer_string (writer, "revision");
  bakery_json_writer_end_array (writer);
}

static void
write_schema (BakeryJsonWriter *writer,
              const Schema     *schema)
{
  const BakeryEntityType *type = schema->type;
  gboolean is_answer = schema->view == SERVER_OPENAPI_ANSWER;
  g_autofree char *name = server_openapi_dup_schema_name (type, schema->view);

  server_openapi_begin (writer, name);
  server_openapi_text (writer, "type", "object");
  server_openapi_begin (writer, "properties");
  if (is_answer)
    write_common_field (writer, "id", "its id");
  for (guint i = 0; i < type->n_fields; i++)
    if (is_in_view (&type->fields[i], schema->view))
      write_field (writer, &type->fields[i], schema);
  if (is_answer && type->parent_column == NULL)
    write_common_field (writer, "revision", "grows with each change; the ETag");
  bakery_json_writer_end_object (writer);
  write_required (writer, schema);
  bakery_json_writer_end_object (writer);
}

/* Which schemas there must be. */

static void
collect (GPtrArray              *types,
         const BakeryEntityType *type,
         ServerOpenapiView       view)
{
  if (type == NULL || g_ptr_array_find (types, type, NULL))
    return;

  g_ptr_array_add (types, (gpointer) type);
  for (guint i = 0; i < type->n_fields; i++)
    if (type->fields[i].type == BAKERY_FIELD_CHILDREN && is_in_view (&type->fields[i], view))
      collect (types, type->fields[i].target, view);
}

static void
collect_members (GPtrArray                  *types,
                 const ServerQueryParameter *members,
                 ServerOpenapiView           view)
{
  for (; members != NULL && members->name != NULL; members++)
    collect (types, members->entity, view);
}

static GPtrArray *
collect_view (const ServerRoute *const *tables,
              ServerOpenapiView         view)
{
  GPtrArray *types = g_ptr_array_new ();

  for (; *tables != NULL; tables++)
    for (const ServerRoute *route = *tables; route->method != NULL; route++)
      {
        gboolean is_change = strcmp (route->method, "PATCH") == 0;

        if (view != SERVER_OPENAPI_ANSWER && is_change != (view == SERVER_OPENAPI_CHANGE))
          continue;
        collect (types, view == SERVER_OPENAPI_ANSWER ? route->answer : route->body, view);
        collect_members (types, view == SERVER_OPENAPI_ANSWER ? route->answer_members : route->members, view);
      }

  return types;
}

/**
 * server_openapi_write_schemas:
 * @writer: within the object of schemas
 * @tables: the server's routes
 *
 * Writes the schema of every entity that a route takes or gives, in the views it does.
 */
void
server_openapi_write_schemas (BakeryJsonWriter         *writer,
                              const ServerRoute *const *tables)
{
  for (guint view = 0; view < SERVER_OPENAPI_N_VIEWS; view++)
    {
      g_autoptr(GPtrArray) types = collect_view (tables, view);

      for (guint i = 0; i < types->len; i++)
        write_schema (writer, &(Schema) { g_ptr_array_index (types, i), view });
    }
}

/* Tables of members. */

/* Within the schema of an object, or of an element of a list. */
static void
write_part (BakeryJsonWriter           *writer,
            const ServerQueryParameter *parameter,
            ServerOpenapiView           view)
{
  g_autofree char *name = NULL;

  if (parameter->members != NULL)
    {
      server_openapi_write_members (writer, parameter->members, NULL, view);
    }
  else if (parameter->entity != NULL)
    {
      name = server_openapi_dup_schema_name (parameter->entity, view);
      server_openapi_reference (writer, "schemas", name);
    }
  else
    {
      server_openapi_text (writer, "type", parameter->type == SERVER_QUERY_LIST ? "string" : "object");
    }
}

static void
write_member_list (BakeryJsonWriter           *writer,
                   const ServerQueryParameter *parameter,
                   ServerOpenapiView           view)
{
  write_type (writer, "array", parameter->is_nullable);
  write_limits (writer, parameter->minimum, parameter->maximum, "minItems", "maxItems");
  server_openapi_begin (writer, "items");
  write_part (writer, parameter, view);
  bakery_json_writer_end_object (writer);
}

/**
 * server_openapi_write_parameter_schema:
 * @writer: within the object of a schema
 * @parameter: a query parameter, or a member of a plain object
 * @view: whether somebody sends it or gets it
 *
 * Writes what its values may be.
 */
void
server_openapi_write_parameter_schema (BakeryJsonWriter           *writer,
                                       const ServerQueryParameter *parameter,
                                       ServerOpenapiView           view)
{
  const gboolean is_nullable = parameter->is_nullable;

  switch (parameter->type)
    {
    case SERVER_QUERY_INTEGER:
      write_number (writer, "integer", "int64", is_nullable, parameter->minimum, parameter->maximum);
      break;
    case SERVER_QUERY_NUMBER:
      write_number (writer, "number", "double", is_nullable, parameter->minimum, parameter->maximum);
      break;
    case SERVER_QUERY_BOOLEAN:
      write_type (writer, "boolean", is_nullable);
      break;
    case SERVER_QUERY_ENUM:
      write_type (writer, "string", FALSE);
      write_words (writer, parameter->values, FALSE);
      break;
    case SERVER_QUERY_TIME:
      write_type (writer, "string", is_nullable);
      server_openapi_text (writer, "format", "date-time");
      break;
    case SERVER_QUERY_OBJECT:
      write_part (writer, parameter, view);
      break;
    case SERVER_QUERY_LIST:
      write_member_list (writer, parameter, view);
      break;
    case SERVER_QUERY_TEXT:
    default:
      write_type (writer, "string", is_nullable);
      write_limits (writer, parameter->minimum, parameter->maximum, "minLength", "maxLength");
      break;
    }
}

static void
write_required_members (BakeryJsonWriter           *writer,
                        const ServerQueryParameter *members,
                        const BakeryEntityType     *entity)
{
  server_openapi_begin_list (writer, "required");
  for (; members->name != NULL; members++)
    if (members->is_required)
      bakery_json_writer_string (writer, members->name);
  if (entity != NULL)
    bakery_json_writer_string (writer, entity->name);
  bakery_json_writer_end_array (writer);
}

/**
 * server_openapi_write_members:
 * @writer: within the object of a schema
 * @members: the members of a plain object
 * @entity: (nullable): an entity that the object holds besides, under the name of its type
 * @view: whether somebody sends it or gets it
 *
 * Writes the schema of a plain object.
 */
void
server_openapi_write_members (BakeryJsonWriter           *writer,
                              const ServerQueryParameter *members,
                              const BakeryEntityType     *entity,
                              ServerOpenapiView           view)
{
  server_openapi_text (writer, "type", "object");
  server_openapi_begin (writer, "properties");
  for (const ServerQueryParameter *member = members; member->name != NULL; member++)
    {
      server_openapi_begin (writer, member->name);
      server_openapi_write_parameter_schema (writer, member, view);
      server_openapi_text (writer, "description", member->description);
      bakery_json_writer_end_object (writer);
    }
  if (entity != NULL)
    {
      g_autofree char *name = server_openapi_dup_schema_name (entity, SERVER_OPENAPI_ANSWER);

      server_openapi_begin (writer, entity->name);
      server_openapi_reference (writer, "schemas", name);
      bakery_json_writer_end_object (writer);
    }
  bakery_json_writer_end_object (writer);
  write_required_members (writer, members, entity);
}
