/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Complaints and ratings in words. Knows no widgets. */

#pragma once

#include "bakery-cake.h"
#include "bakery-feedback.h"

G_BEGIN_DECLS

const char *console_complaint_state_get_title (BakeryComplaintState state);
char *console_complaint_dup_customer (const BakeryComplaint *complaint);
char *console_stars_dup_marks (gint64 stars);
char *console_stars_dup_words (gint64 stars);
char *console_cake_dup_rating (const BakeryCake *cake);

G_END_DECLS
