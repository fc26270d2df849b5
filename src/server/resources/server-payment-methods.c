/* SPDX-License-Identifier: GPL-3.0-or-later */

/* `me/payment-methods`: the ways to pay that a customer has saved (S-018). */

#include "config.h"

#include "server-routes.h"

#include "bakery-payment-method-reference.h"
#include "server-collection.h"

static gboolean
set_owner (ServerRequest *request,
           gpointer       entity,
           GError       **error)
{
  BakeryPaymentMethodReference *method = entity;

  method->customer = server_request_get_account (request);

  return TRUE;
}

static const ServerCollection payment_methods = {
  .type = &bakery_payment_method_reference_type,
  .path = "me/payment-methods",
  .rights_column = "t.customer",
  .readers = SERVER_RIGHTS_OWNER,
  .writers = SERVER_RIGHTS_OWNER,
  .prepare = set_owner,
};

static const ServerQueryParameter query[] = { SERVER_QUERY_PAGE, { NULL } };

/* An admin has every row of a collection, and is no customer. */
#define OWNERS (BAKERY_ROLES_SIGNED_IN & ~BAKERY_ROLES_ADMIN)

const ServerRoute server_payment_methods_routes[] = {
  { "GET", "me/payment-methods", OWNERS, SERVER_ROUTE_READ, server_collection_list, SERVER_ROUTE_LIST, .query = query,
    .data = &payment_methods, .answer = &bakery_payment_method_reference_type,
    .summary = "List your saved payment methods" },
  { "POST", "me/payment-methods", OWNERS, SERVER_ROUTE_WRITE, server_collection_create, .data = &payment_methods,
    .body = &bakery_payment_method_reference_type, .status = 201, .answer = &bakery_payment_method_reference_type,
    .summary = "Save a payment method" },
  { "GET", "me/payment-methods/{id}", OWNERS, SERVER_ROUTE_READ, server_collection_read, .data = &payment_methods,
    .answer = &bakery_payment_method_reference_type, .summary = "Read a saved payment method" },
  { "DELETE", "me/payment-methods/{id}", OWNERS, SERVER_ROUTE_WRITE, server_collection_delete, .data = &payment_methods,
    .status = 204, .summary = "Forget a saved payment method" },
  { NULL },
};
