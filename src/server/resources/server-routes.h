/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The tables of every resource, in one place. A new resource is one file and one line in each half of this pair. */

#pragma once

#include "server-route.h"

G_BEGIN_DECLS

extern const ServerRoute *const server_route_tables[];

extern const ServerRoute server_accounts_routes[];
extern const ServerRoute server_audit_routes[];
extern const ServerRoute server_bake_list_routes[];
extern const ServerRoute server_cakes_routes[];
extern const ServerRoute server_carts_routes[];
extern const ServerRoute server_changes_routes[];
extern const ServerRoute server_customers_routes[];
extern const ServerRoute server_customisations_routes[];
extern const ServerRoute server_day_closes_routes[];
extern const ServerRoute server_deliveries_routes[];
extern const ServerRoute server_delivery_drivers_routes[];
extern const ServerRoute server_delivery_photos_routes[];
extern const ServerRoute server_delivery_verbs_routes[];
extern const ServerRoute server_documentation_routes[];
extern const ServerRoute server_health_routes[];
extern const ServerRoute server_images_routes[];
extern const ServerRoute server_inventory_routes[];
extern const ServerRoute server_mails_routes[];
extern const ServerRoute server_me_routes[];
extern const ServerRoute server_movements_routes[];
extern const ServerRoute server_options_routes[];
extern const ServerRoute server_complaints_routes[];
extern const ServerRoute server_favourites_routes[];
extern const ServerRoute server_guest_orders_routes[];
extern const ServerRoute server_notifications_routes[];
extern const ServerRoute server_order_again_routes[];
extern const ServerRoute server_order_collect_routes[];
extern const ServerRoute server_order_notices_routes[];
extern const ServerRoute server_order_timing_routes[];
extern const ServerRoute server_orders_routes[];
extern const ServerRoute server_password_reset_routes[];
extern const ServerRoute server_payment_methods_routes[];
extern const ServerRoute server_personal_data_routes[];
extern const ServerRoute server_payments_routes[];
extern const ServerRoute server_refunds_routes[];
extern const ServerRoute server_positions_routes[];
extern const ServerRoute server_ratings_routes[];
extern const ServerRoute server_recipes_routes[];
extern const ServerRoute server_reports_routes[];
extern const ServerRoute server_slots_routes[];
extern const ServerRoute server_suggestions_routes[];
extern const ServerRoute server_store_registration_routes[];
extern const ServerRoute server_stores_routes[];
extern const ServerRoute server_token_routes[];
extern const ServerRoute server_tracking_routes[];
extern const ServerRoute server_webhooks_routes[];

G_END_DECLS
