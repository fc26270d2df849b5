/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "bakery-order.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CONSOLE_TYPE_STAGE_STEPPER (console_stage_stepper_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleStageStepper, console_stage_stepper, CONSOLE, STAGE_STEPPER, GtkWidget)

GtkWidget *console_stage_stepper_new (void);
void console_stage_stepper_set_stage (ConsoleStageStepper *self,
                                      BakeryStage stage,
                                      BakeryFulfilment fulfilment);

G_END_DECLS
