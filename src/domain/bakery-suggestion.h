/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Suggestions by content: what a cake is made of and what a customer likes become vectors of words, and the angle
 * between them tells how well they fit (C-046). */

#pragma once

#include "bakery-cake.h"

G_BEGIN_DECLS

/** From so many of the best one is drawn, so that asking again brings something else (C-045). */
#define BAKERY_SUGGESTION_BEST 3

GHashTable *bakery_features_new (void);
void bakery_features_add (GHashTable *features,
                          const char *text,
                          double weight);
void bakery_features_add_cake (GHashTable *features,
                               const BakeryCake *cake);
double bakery_features_compare (GHashTable *a,
                                GHashTable *b);

const BakeryCake *bakery_suggestion_choose_cake (GPtrArray *cakes,
                                                 GHashTable *wish,
                                                 GRand *random);
GArray *bakery_suggestion_choose_options (GPtrArray *groups,
                                          GPtrArray *options,
                                          GHashTable *wish,
                                          GRand *random);

G_END_DECLS
