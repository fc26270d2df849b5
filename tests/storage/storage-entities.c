/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Makes up entities from their field tables. */

#include "config.h"

#include "storage-entities.h"

static gboolean
is_stored (const BakeryField  *field,
           BakeryRecordsLayout layout)
{
  BakeryFieldFlags not_stored = BAKERY_FIELD_DERIVED | BAKERY_FIELD_ELSEWHERE;

  if (layout == BAKERY_RECORDS_DOCUMENTS)
    {
      not_stored |= BAKERY_FIELD_SECRET;
    }

  return (field->flags & not_stored) == 0;
}

static char *
generate_text (const BakeryEntityType *type,
               const BakeryField      *field,
               guint                   seed)
{
  return type->currency != 0 && field->offset == type->currency
         ? g_strdup ("INR")
         : g_strdup_printf ("%s %u: “crème” \"brûlée\" \\ 'x'", field->name, seed);
}

static GStrv
generate_texts (const BakeryField *field,
                guint              seed)
{
  const char *const escaped[] = { "a \"b\" \\ c", "ü, [x]", "", NULL };
  const char *const plain[] = { "ü", "[x], y", "", NULL };
  const char *const *words = seed % 2 == 0 ? escaped : plain;
  guint n = field->values != NULL ? g_strv_length ((GStrv) field->values->names) : 0;
  const char *const names[] = { n > 0 ? field->values->names[seed % n] : NULL, NULL };

  return g_strdupv ((GStrv) (n > 0 ? (const char *const *) names : words));
}

/* A table may hold the limits of its numbers as well. */
static gint64
generate_number (const BakeryField *field,
                 guint              seed)
{
  gint64 number = 100 + seed;

  return field->maximum != 0 ? MIN (number, field->maximum) : number;
}

static GArray *
generate_references (guint seed)
{
  GArray *references = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (gint64 i = 0; i < 3; i++)
    {
      gint64 reference = G_MAXINT32 + (gint64) seed - i;

      g_array_append_val (references, reference);
    }

  return references;
}

static GPtrArray *
generate_children (const BakeryField  *field,
                   BakeryRecordsLayout layout,
                   guint               seed)
{
  GPtrArray *children = g_ptr_array_new_with_free_func (bakery_entity_unref);

  for (guint i = 0; i < 3; i++)
    {
      g_ptr_array_add (children, storage_generate (field->target, layout, seed + i));
    }

  return children;
}

static void
generate_field (BakeryEntity       *entity,
                const BakeryField  *field,
                BakeryRecordsLayout layout,
                guint               seed)
{
#define SET(ctype, value) (BAKERY_FIELD_VALUE (entity, field, ctype) = (value))
  bakery_field_clear (entity, field);
  switch (field->type)
    {
    case BAKERY_FIELD_INTEGER:
      SET (gint64, generate_number (field, seed));
      break;

    case BAKERY_FIELD_MONEY:
    case BAKERY_FIELD_RATE:
    case BAKERY_FIELD_QUANTITY:
    case BAKERY_FIELD_REFERENCE:
      SET (gint64, 100 + seed);
      break;

    case BAKERY_FIELD_TIME:
      SET (gint64, G_GINT64_CONSTANT (1700000000000000) + seed * G_USEC_PER_SEC);
      break;

    case BAKERY_FIELD_BOOLEAN:
      SET (gboolean, seed % 2);
      break;

    case BAKERY_FIELD_REAL:
      SET (double, 12.1 + seed);
      break;

    case BAKERY_FIELD_TEXT:
      SET (char *, generate_text (entity->type, field, seed));
      break;

    case BAKERY_FIELD_ENUM:
      SET (int, (int) (seed % g_strv_length ((GStrv) field->values->names)));
      break;

    case BAKERY_FIELD_TEXT_LIST:
      SET (GStrv, generate_texts (field, seed));
      break;

    case BAKERY_FIELD_REFERENCE_LIST:
      SET (GArray *, generate_references (seed));
      break;

    case BAKERY_FIELD_DOCUMENT:
      SET (JsonNode *, json_from_string ("{\"open\": [1, null, \"ü\"]}", NULL));
      break;

    case BAKERY_FIELD_CHILDREN:
      SET (GPtrArray *, generate_children (field, layout, seed));
      break;

    default:
      g_assert_not_reached ();
    }
#undef SET
}

/* An entity with a value in every field that is stored in this layout. */
gpointer
storage_generate (const BakeryEntityType *type,
                  BakeryRecordsLayout     layout,
                  guint                   seed)
{
  BakeryEntity *entity = bakery_entity_new (type);

  for (guint i = 0; i < type->n_fields; i++)
    {
      if (is_stored (&type->fields[i], layout))
        {
          generate_field (entity, &type->fields[i], layout, seed + i);
        }
    }

  entity->revision = type->parent_column == NULL ? seed : 0;
  bakery_entity_derive (entity);
  return entity;
}
