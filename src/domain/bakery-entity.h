/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Entities and their description. An entity is a plain C struct that starts with #BakeryEntity; a static table of
 * #BakeryField says what its members are called, what they may hold and who may read and write them. JSON, validation,
 * plain SQL, the OpenAPI schema, the console's cache and its form limits all follow from that one table. */

#pragma once

#include "bakery-role.h"
#include "bakery-types.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * BakeryFieldType:
 * @BAKERY_FIELD_INTEGER: `gint64`; JSON number
 * @BAKERY_FIELD_BOOLEAN: `gboolean`; JSON true or false, SQL 0 or 1
 * @BAKERY_FIELD_TEXT: `char *`, owned; limits count characters
 * @BAKERY_FIELD_MONEY: `gint64`, minor units of the entity's currency; JSON decimal string
 * @BAKERY_FIELD_RATE: `gint64`, hundredths of a percent; JSON decimal string of percent ("5.00" is 500)
 * @BAKERY_FIELD_QUANTITY: `gint64`, thousandths of a unit; JSON decimal string ("2.500" is 2500)
 * @BAKERY_FIELD_REAL: `double`, NAN for none; JSON number
 * @BAKERY_FIELD_TIME: `gint64`, microseconds since 1970 in UTC, 0 for none; JSON RFC 3339
 * @BAKERY_FIELD_ENUM: `int`, a value of the field's #BakeryEnum, -1 for none; JSON and SQL its name
 * @BAKERY_FIELD_REFERENCE: `gint64`, the id of another entity, 0 for none; JSON number or null
 * @BAKERY_FIELD_TEXT_LIST: `GStrv`, owned, never with duplicates; JSON array of strings, SQL the same as text
 * @BAKERY_FIELD_REFERENCE_LIST: `GArray *` of `gint64`, owned; JSON array of numbers, SQL the same as text
 * @BAKERY_FIELD_DOCUMENT: `JsonNode *`, owned; any JSON, checked by the field's check
 * @BAKERY_FIELD_CHILDREN: `GPtrArray *` of entities of the field's target type, owned; JSON array of objects, SQL a table
 *   of its own (server) or JSON text (cache)
 */
typedef enum
{
  BAKERY_FIELD_INTEGER,
  BAKERY_FIELD_BOOLEAN,
  BAKERY_FIELD_TEXT,
  BAKERY_FIELD_MONEY,
  BAKERY_FIELD_RATE,
  BAKERY_FIELD_QUANTITY,
  BAKERY_FIELD_REAL,
  BAKERY_FIELD_TIME,
  BAKERY_FIELD_ENUM,
  BAKERY_FIELD_REFERENCE,
  BAKERY_FIELD_TEXT_LIST,
  BAKERY_FIELD_REFERENCE_LIST,
  BAKERY_FIELD_DOCUMENT,
  BAKERY_FIELD_CHILDREN,
} BakeryFieldType;

/**
 * BakeryFieldFlags:
 * @BAKERY_FIELD_REQUIRED: must be present when the entity is created, and when it is replaced unless it is secret
 * @BAKERY_FIELD_NULLABLE: JSON null is a value (SQL NULL; 0, NAN, -1, empty or %NULL in the struct)
 * @BAKERY_FIELD_DERIVED: computed from the rest, by the type's derive function or by who loads it; never read from a
 *   client's JSON, never stored
 * @BAKERY_FIELD_ELSEWHERE: stored, but not as a column of the entity's own table (a join table)
 * @BAKERY_FIELD_UNIQUE: no two entities share it; the database holds the index, a breach is a violation of this field
 * @BAKERY_FIELD_FIXED: may be written when the entity is created, not after
 * @BAKERY_FIELD_SECRET: never serialised to JSON and never logged
 */
typedef enum
{
  BAKERY_FIELD_REQUIRED = 1 << 0,
  BAKERY_FIELD_NULLABLE = 1 << 1,
  BAKERY_FIELD_DERIVED = 1 << 2,
  BAKERY_FIELD_ELSEWHERE = 1 << 3,
  BAKERY_FIELD_UNIQUE = 1 << 4,
  BAKERY_FIELD_FIXED = 1 << 5,
  BAKERY_FIELD_SECRET = 1 << 6,
} BakeryFieldFlags;

/**
 * BakeryEnum:
 * @names: %NULL-terminated; the position is the C value
 *
 * A closed set of words.
 */
struct _BakeryEnum
{
  const char *const *names;
};

/**
 * BakeryFieldCheck:
 * @entity: the entity that holds the field
 * @field: the field to check
 * @violations: where to add what is wrong
 *
 * A rule of one field beyond its type and limits.
 */
typedef void (*BakeryFieldCheck) (const BakeryEntity *entity,
                                  const BakeryField *field,
                                  BakeryViolations *violations);

/**
 * BakeryField:
 * @name: the JSON member and the SQL column
 * @type: what the struct member is
 * @offset: where it is, from the start of the entity
 * @flags: #BakeryFieldFlags
 * @readers: roles that see it in an answer
 * @writers: roles that may set it in a request
 * @minimum: smallest value, or fewest characters or elements; with @maximum 0 there is no limit
 * @maximum: largest value, or most characters or elements
 * @initial: the value of a new entity as its JSON or SQL text, or %NULL for 0, false, "" or none
 * @values: (nullable): the words of a %BAKERY_FIELD_ENUM; for a %BAKERY_FIELD_TEXT_LIST the only elements allowed, if any
 * @target: (nullable): the entity type that a reference or child is of
 * @normalise: (nullable): replaces a text that was read by its canonical form (transfer full)
 * @check: (nullable): a further rule
 * @description: one phrase for the API's documentation and the form's hint
 */
struct _BakeryField
{
  const char *name;
  BakeryFieldType type;
  guint offset;
  BakeryFieldFlags flags;
  BakeryRoles readers;
  BakeryRoles writers;
  gint64 minimum;
  gint64 maximum;
  const char *initial;
  const BakeryEnum *values;
  const BakeryEntityType *target;
  char *(*normalise) (const char *text);
  BakeryFieldCheck check;
  const char *description;
};

/**
 * BakeryEntityType:
 * @name: what it is called in the change feed and in messages ("order")
 * @table: the SQL table ("orders")
 * @size: of the struct
 * @fields: the description; `id` and `revision` are common to all and not listed
 * @n_fields: how many
 * @currency: the offset of a `char *` with the ISO 4217 code of its money, or 0 where the parent's counts
 * @parent_column: for a child: the SQL column with the parent's id, else %NULL
 * @keeps_deleted: deleting sets the SQL column `deleted_at` instead of removing the row
 * @former: (nullable): what is told of one that was deleted, under the same id
 * @derive: (nullable): computes the %BAKERY_FIELD_DERIVED fields from the others; called after each load and decode
 * @check: (nullable): the rules between fields
 *
 * What there is to know about one kind of entity.
 */
struct _BakeryEntityType
{
  const char *name;
  const char *table;
  gsize size;
  const BakeryField *fields;
  guint n_fields;
  guint currency;
  const char *parent_column;
  gboolean keeps_deleted;
  const BakeryEntityType *former;
  void (*derive) (BakeryEntity *entity);
  void (*check) (const BakeryEntity *entity,
                 BakeryViolations *violations);
};

/**
 * BakeryEntity:
 * @type: its description
 * @references: atomic count
 * @id: 0 until stored
 * @revision: the revision of its last change, 0 until stored
 *
 * The head of each entity struct. An entity is changed only by its owner, before it is shared; afterwards it is read-only
 * and may be read from any thread.
 */
struct _BakeryEntity
{
  const BakeryEntityType *type;
  gatomicrefcount references;
  gint64 id;
  gint64 revision;
};

/** One row of a field table: the struct member @member_ of @Struct_ under its own name, further members by designation. */
#define BAKERY_FIELD(Struct_, member_, TYPE_, flags_, readers_, writers_, ...)                                         \
  {                                                                                                                    \
    .name = #member_, .type = BAKERY_FIELD_##TYPE_, .offset = G_STRUCT_OFFSET (Struct_, member_),                      \
    .flags = (flags_), .readers = (readers_), .writers = (writers_), __VA_ARGS__                                       \
  }

/** Casts any entity struct to its head. */
#define BAKERY_ENTITY(entity) ((BakeryEntity *) (entity))

/** The struct member of @field_ in @entity_, as an lvalue of @ctype_. */
#define BAKERY_FIELD_VALUE(entity_, field_, ctype_) (*(ctype_ *) ((char *) (entity_) + (field_)->offset))

gpointer bakery_entity_new (const BakeryEntityType *type);
gconstpointer bakery_entity_peek_initial (const BakeryEntityType *type);
gpointer bakery_entity_ref (gpointer entity);
void bakery_entity_unref (gpointer entity);
gpointer bakery_entity_copy (gconstpointer entity);
gboolean bakery_entity_equal (gconstpointer a,
                              gconstpointer b);
void bakery_entity_derive (gpointer entity);
gboolean bakery_entity_validate (gconstpointer entity,
                                 BakeryViolations *violations);
gboolean bakery_entity_validate_whole (gconstpointer entity,
                                       BakeryViolations *violations);

const BakeryField *bakery_entity_type_find_field (const BakeryEntityType *type,
                                                  const char *name);
const char *bakery_entity_get_currency (gconstpointer entity,
                                        const char *inherited);
void bakery_field_clear (gpointer entity,
                         const BakeryField *field);
void bakery_field_copy (gpointer target,
                        gconstpointer source,
                        const BakeryField *field);
gboolean bakery_field_equal (gconstpointer a,
                             gconstpointer b,
                             const BakeryField *field);
void bakery_field_validate (gconstpointer entity,
                            const BakeryField *field,
                            BakeryViolations *violations);

const char *bakery_enum_to_string (const BakeryEnum *values,
                                   int value);
gboolean bakery_enum_from_string (const BakeryEnum *values,
                                  const char *name,
                                  int *ret_value);

extern const BakeryEntityType *const bakery_entity_types[];

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BakeryEntity, bakery_entity_unref)

/** Declares the reference functions of an entity struct, typed. */
#define BAKERY_DECLARE_ENTITY(Type, prefix)                                                                            \
  extern const BakeryEntityType prefix##_type;                                                                         \
  G_GNUC_UNUSED static inline Type *prefix##_new (void) { return bakery_entity_new (&prefix##_type); }                 \
  G_GNUC_UNUSED static inline Type *prefix##_ref (Type *self) { return bakery_entity_ref (self); }                     \
  G_GNUC_UNUSED static inline void prefix##_unref (Type *self) { bakery_entity_unref (self); }                         \
  G_GNUC_UNUSED static inline Type *prefix##_copy (const Type *self) { return bakery_entity_copy (self); }             \
  G_DEFINE_AUTOPTR_CLEANUP_FUNC (Type, prefix##_unref)

G_END_DECLS
