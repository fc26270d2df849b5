/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The list of route tables from which main() builds the router. Constant. */

#include "config.h"

#include "server-routes.h"

const ServerRoute *const server_route_tables[] = {
  server_accounts_routes,
  server_audit_routes,
  server_bake_list_routes,
  server_cakes_routes,
  server_carts_routes,
  server_changes_routes,
  server_customers_routes,
  server_customisations_routes,
  server_day_closes_routes,
  server_documentation_routes,
  server_health_routes,
  server_images_routes,
  server_inventory_routes,
  server_mails_routes,
  server_me_routes,
  server_movements_routes,
  server_options_routes,
  server_complaints_routes,
  server_favourites_routes,
  server_guest_orders_routes,
  server_notifications_routes,
  server_order_again_routes,
  server_order_collect_routes,
  server_order_notices_routes,
  server_order_timing_routes,
  server_orders_routes,
  server_password_reset_routes,
  server_payment_methods_routes,
  server_personal_data_routes,
  server_payments_routes,
  server_refunds_routes,
  server_ratings_routes,
  server_recipes_routes,
  server_reports_routes,
  server_slots_routes,
  server_suggestions_routes,
  server_store_registration_routes,
  server_stores_routes,
  server_token_routes,
  server_tracking_routes,
  server_webhooks_routes,
  NULL,
};
