/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The descriptions of favourites (C-027 to C-034), preferences (C-022 to C-025, D-24), ratings (C-068 to C-071) and
 * complaints (C-074, C-075, S-168). */

#include "bakery-feedback.h"

#include "bakery-account.h"
#include "bakery-cake.h"
#include "bakery-checks.h"
#include "bakery-option.h"
#include "bakery-order.h"
#include "bakery-ranking.h"
#include "bakery-store.h"
#include "bakery-word-filter.h"

static const char *const preference_kind_names[] = { "flavour", "ingredient", "diet", "category", NULL };
static const BakeryEnum preference_kinds = { preference_kind_names };

static const char *const complaint_state_names[] = { "open", "answered", "closed", NULL };
const BakeryEnum bakery_complaint_states = { complaint_state_names };

#define NOBODY BAKERY_ROLES_NOBODY
#define READERS BAKERY_ROLES_SIGNED_IN
#define WRITERS BAKERY_ROLES_SIGNED_IN

/* --- Favourites --- */

#define FAVOURITE(member, TYPE, ...) BAKERY_FIELD (BakeryFavourite, member, TYPE, __VA_ARGS__)

static const BakeryField favourite_fields[] = {
  FAVOURITE (customer, REFERENCE, 0, READERS, NOBODY, .target = &bakery_account_type, .description = "whose it is"),
  FAVOURITE (name, TEXT, 0, READERS, WRITERS, .maximum = 100, .check = bakery_check_one_line,
             .description = "what the customer calls it"),
  FAVOURITE (cake, REFERENCE, BAKERY_FIELD_REQUIRED, READERS, WRITERS, .target = &bakery_cake_type,
             .description = "what it is made from; the cake itself never changes by it"),
  FAVOURITE (message, TEXT, 0, READERS, WRITERS, .maximum = 50, .check = bakery_check_one_line,
             .description = "inscription"),
  FAVOURITE (toppings, TEXT, 0, READERS, WRITERS, .maximum = 100, .check = bakery_check_one_line,
             .description = "toppings, in words"),
  FAVOURITE (shape, TEXT, 0, READERS, WRITERS, .maximum = 100, .check = bakery_check_one_line,
             .description = "shape, such as heart"),
  FAVOURITE (egg_version, BOOLEAN, 0, READERS, WRITERS, .initial = "true", .description = "true with egg, false eggless"),
  FAVOURITE (options, REFERENCE_LIST, 0, READERS, WRITERS, .maximum = 100, .target = &bakery_option_type,
             .description = "chosen options"),
  FAVOURITE (created_at, TIME, 0, READERS, NOBODY, .description = "when it was kept"),
  FAVOURITE (updated_at, TIME, 0, READERS, NOBODY, .description = "last change"),
};

const BakeryEntityType bakery_favourite_type = {
  .name = "favourite",
  .table = "favourites",
  .size = sizeof (BakeryFavourite),
  .fields = favourite_fields,
  .n_fields = G_N_ELEMENTS (favourite_fields),
};

/* --- Preferences --- */

#define PREFERENCE(member, TYPE, ...) BAKERY_FIELD (BakeryPreference, member, TYPE, __VA_ARGS__)

static const BakeryField preference_fields[] = {
  PREFERENCE (customer, REFERENCE, 0, READERS, NOBODY, .target = &bakery_account_type, .description = "whose it is"),
  PREFERENCE (kind, ENUM, BAKERY_FIELD_REQUIRED, READERS, WRITERS, .values = &preference_kinds,
              .description = "what it is about"),
  PREFERENCE (value, TEXT, BAKERY_FIELD_REQUIRED, READERS, WRITERS, .maximum = 100, .check = bakery_check_one_line,
              .description = "what is liked"),
  PREFERENCE (created_at, TIME, 0, READERS, NOBODY, .description = "when it was told"),
  PREFERENCE (updated_at, TIME, 0, READERS, NOBODY, .description = "last change"),
};

const BakeryEntityType bakery_preference_type = {
  .name = "preference",
  .table = "preferences",
  .size = sizeof (BakeryPreference),
  .fields = preference_fields,
  .n_fields = G_N_ELEMENTS (preference_fields),
};

/* --- Ratings --- */

static void
derive_rating (BakeryEntity *entity)
{
  BakeryRating *self = (BakeryRating *) entity;

  self->percent = self->stars * BAKERY_RANKING_STAR_PERCENT;
}

#define RATING(member, TYPE, ...) BAKERY_FIELD (BakeryRating, member, TYPE, __VA_ARGS__)

static const BakeryField rating_fields[] = {
  RATING (order_line, REFERENCE, BAKERY_FIELD_REQUIRED | BAKERY_FIELD_FIXED, READERS, WRITERS,
          .description = "what was bought"),
  RATING (customer, REFERENCE, BAKERY_FIELD_NULLABLE, READERS, NOBODY, .target = &bakery_account_type,
          .description = "who rates it"),
  RATING (store, REFERENCE, 0, BAKERY_ROLES_EVERYBODY, NOBODY, .target = &bakery_store_type,
          .description = "who made it"),
  RATING (cake, REFERENCE, 0, BAKERY_ROLES_EVERYBODY, NOBODY, .target = &bakery_cake_type, .description = "what it was"),
  RATING (stars, INTEGER, BAKERY_FIELD_REQUIRED, BAKERY_ROLES_EVERYBODY, WRITERS, .minimum = 1, .maximum = 5,
          .description = "one to five"),
  RATING (comment, TEXT, 0, BAKERY_ROLES_EVERYBODY, WRITERS, .maximum = 500, .normalise = bakery_word_filter_clean,
          .description = "what the customer says about it"),
  RATING (percent, INTEGER, BAKERY_FIELD_DERIVED, BAKERY_ROLES_EVERYBODY, NOBODY, .description = "the stars as percent"),
  RATING (created_at, TIME, 0, BAKERY_ROLES_EVERYBODY, NOBODY, .description = "when it was rated first"),
  RATING (updated_at, TIME, 0, BAKERY_ROLES_EVERYBODY, NOBODY, .description = "when it was rated last"),
};

const BakeryEntityType bakery_rating_type = {
  .name = "rating",
  .table = "ratings",
  .size = sizeof (BakeryRating),
  .fields = rating_fields,
  .n_fields = G_N_ELEMENTS (rating_fields),
  .derive = derive_rating,
};

/* --- Complaints --- */

#define REPLY(member, TYPE, ...) BAKERY_FIELD (BakeryComplaintReply, member, TYPE, __VA_ARGS__)

static const BakeryField reply_fields[] = {
  REPLY (at, TIME, 0, READERS, NOBODY, .description = "when"),
  REPLY (account, REFERENCE, BAKERY_FIELD_NULLABLE, BAKERY_ROLES_SHOP, NOBODY, .target = &bakery_account_type,
         .description = "who wrote it"),
  REPLY (account_name, TEXT, 0, READERS, NOBODY, .description = "what they are called"),
  REPLY (is_staff, BOOLEAN, 0, READERS, NOBODY, .description = "whether the shop says it"),
  REPLY (text, TEXT, BAKERY_FIELD_REQUIRED, READERS, WRITERS, .minimum = 1, .maximum = 2000,
         .normalise = bakery_word_filter_clean, .description = "what is said"),
};

const BakeryEntityType bakery_complaint_reply_type = {
  .name = "complaint_reply",
  .table = "complaint_replies",
  .size = sizeof (BakeryComplaintReply),
  .fields = reply_fields,
  .n_fields = G_N_ELEMENTS (reply_fields),
  .parent_column = "complaint",
};

#define COMPLAINT(member, TYPE, ...) BAKERY_FIELD (BakeryComplaint, member, TYPE, __VA_ARGS__)

static const BakeryField complaint_fields[] = {
  COMPLAINT (customer, REFERENCE, BAKERY_FIELD_NULLABLE, READERS, NOBODY, .target = &bakery_account_type,
             .description = "who complains"),
  COMPLAINT (customer_name, TEXT, 0, READERS, NOBODY, .description = "what they are called"),
  COMPLAINT (store, REFERENCE, BAKERY_FIELD_NULLABLE | BAKERY_FIELD_FIXED, READERS, WRITERS,
             .target = &bakery_store_type, .description = "the store it is about; null for the site itself"),
  COMPLAINT (order, REFERENCE, BAKERY_FIELD_NULLABLE | BAKERY_FIELD_FIXED, READERS, WRITERS,
             .target = &bakery_order_type, .description = "the order it is about"),
  COMPLAINT (text, TEXT, BAKERY_FIELD_REQUIRED | BAKERY_FIELD_FIXED, READERS, WRITERS, .minimum = 1, .maximum = 2000,
             .normalise = bakery_word_filter_clean, .description = "what is wrong, cleaned"),
  COMPLAINT (state, ENUM, 0, READERS, BAKERY_ROLES_STAFF, .values = &bakery_complaint_states,
             .description = "what has become of it"),
  COMPLAINT (created_at, TIME, 0, READERS, NOBODY, .description = "when it was made"),
  COMPLAINT (updated_at, TIME, 0, READERS, NOBODY, .description = "last change"),
  COMPLAINT (replies, CHILDREN, 0, READERS, NOBODY, .target = &bakery_complaint_reply_type,
             .description = "what was said about it, oldest first"),
};

const BakeryEntityType bakery_complaint_type = {
  .name = "complaint",
  .table = "complaints",
  .size = sizeof (BakeryComplaint),
  .fields = complaint_fields,
  .n_fields = G_N_ELEMENTS (complaint_fields),
};
