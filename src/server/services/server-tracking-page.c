/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Writes the page by which a customer follows an order: with the words that mails use and from templates like theirs. It has no
 * script and no foreign part; its style stands in it, and the policy that goes with it lets a browser use no other. Whoever has
 * the link sees it, so it says neither who ordered, nor where to, nor what was paid. Stateless; any thread. */

#include "config.h"

#include "server-tracking-page.h"

#include "bakery-order-stage.h"
#include "server-mail-content.h"

/* How often the page renews itself: with the driver on the way, and before. */
#define MINUTES_UNDER_WAY 1
#define MINUTES_BEFORE 5

#define FACT "<dt>{{name}}</dt><dd>{{value}}</dd>\n"
#define DONE "<li class=\"done\">{{name}}<span class=\"hidden\"> (done)</span></li>\n"
#define CURRENT "<li aria-current=\"step\">{{name}}</li>\n"
#define TO_COME "<li>{{name}}<span class=\"hidden\"> (to come)</span></li>\n"
#define LINE "<li>{{quantity}} × {{name}}{{message}}</li>"
#define MESSAGE "<span class=\"message\">“{{message}}”</span>"

/* What customers call the stages; one without a name is passed over. */
static const struct
{
  const char *delivery;
  const char *pickup;
} steps[BAKERY_N_STAGES] = {
  [BAKERY_STAGE_PENDING] = { "Ordered", "Ordered" },
  [BAKERY_STAGE_CONFIRMED] = { "Confirmed", "Confirmed" },
  [BAKERY_STAGE_BAKING] = { "Being made", "Being made" },
  [BAKERY_STAGE_READY] = { "Ready", "Ready to be collected" },
  [BAKERY_STAGE_OUT_FOR_DELIVERY] = { "On its way", NULL },
  [BAKERY_STAGE_DELIVERED] = { "Delivered", "Collected" },
};

static gboolean
is_pickup (const BakeryOrder *order)
{
  return order->fulfilment == BAKERY_FULFILMENT_PICKUP;
}

/**
 * server_tracking_page_get_minutes:
 * @order: an order
 *
 * Returns: after how many minutes there may be news of it, 0 when there will be none
 */
guint
server_tracking_page_get_minutes (const BakeryOrder *order)
{
  if (bakery_order_is_finished (order))
    return 0;

  return order->stage == BAKERY_STAGE_OUT_FOR_DELIVERY ? MINUTES_UNDER_WAY : MINUTES_BEFORE;
}

/* --- Parts --- */

static char *
dup_heading (const BakeryOrder *order)
{
  char *heading = server_mail_content_dup_news (order, (BakeryStage) order->stage);

  heading[0] = g_ascii_toupper (heading[0]);

  return heading;
}

static void
append_fact (GString    *facts,
             const char *name,
             const char *value)
{
  const ServerMailValue values[] = { { "name", name }, { "value", value }, { NULL } };
  g_autofree char *fact = server_mail_template_fill_html (FACT, values);

  g_string_append (facts, facts->len == 0 ? "<dl>\n" : "");
  g_string_append (facts, fact);
}

static void
append_time (GString           *facts,
             const char        *name,
             gint64             time,
             const BakeryStore *store)
{
  g_autofree char *value = server_mail_content_dup_instant (time, store->time_zone);

  append_fact (facts, name, value);
}

static char *
dup_facts (const ServerTrackingPage *self)
{
  const BakeryOrder *order = self->order;
  GString *facts = g_string_new (NULL);

  if (bakery_order_is_finished (order))
    return g_string_free (facts, FALSE);

  if (self->eta != 0)
    append_time (facts, "Our driver is expected", self->eta, self->store);
  if (order->due_at != 0)
    append_time (facts, is_pickup (order) ? "To be collected" : "To be delivered", order->due_at, self->store);
  if (is_pickup (order))
    {
      g_autofree char *place = g_strconcat (self->store->address, "\n", self->store->city, NULL);

      append_fact (facts, "Where", place);
    }
  g_string_append (facts, facts->len > 0 ? "</dl>" : "");

  return g_string_free (facts, FALSE);
}

static void
append_step (GString    *text,
             const char *name,
             int         distance)
{
  const ServerMailValue values[] = { { "name", name }, { NULL } };
  const char *markup = distance < 0 ? DONE : distance == 0 ? CURRENT : TO_COME;
  g_autofree char *step = server_mail_template_fill_html (markup, values);

  g_string_append (text, step);
}

static char *
dup_steps (const BakeryOrder *order)
{
  gboolean is_over = bakery_order_is_finished (order);
  GString *text;

  if (order->stage == BAKERY_STAGE_CANCELLED)
    return g_strdup ("");

  text = g_string_new ("<ol class=\"steps\" aria-label=\"How far it is\">\n");
  for (int stage = 0; stage < BAKERY_N_STAGES; stage++)
    {
      const char *name = is_pickup (order) ? steps[stage].pickup : steps[stage].delivery;

      if (name != NULL)
        append_step (text, name, is_over ? -1 : stage - order->stage);
    }
  g_string_append (text, "</ol>");

  return g_string_free (text, FALSE);
}

static char *
dup_message (const BakeryOrderLine *line)
{
  const ServerMailValue values[] = { { "message", line->message }, { NULL } };

  return line->message[0] != '\0' ? server_mail_template_fill_html (MESSAGE, values) : g_strdup ("");
}

static char *
dup_lines (const BakeryOrder *order)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; order->lines != NULL && i < order->lines->len; i++)
    {
      const BakeryOrderLine *line = g_ptr_array_index (order->lines, i);
      g_autofree char *quantity = g_strdup_printf ("%" G_GINT64_FORMAT, line->quantity);
      g_autofree char *message = dup_message (line);
      const ServerMailValue values[] = {
        { "quantity", quantity }, { "name", line->name }, { "message", message, .is_markup = TRUE }, { NULL },
      };
      g_autofree char *item = server_mail_template_fill_html (LINE, values);

      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", item);
    }

  return g_string_free (text, FALSE);
}

/* What a telephone dials: digits, and the plus in front of them. */
static char *
dup_dial (const char *telephone)
{
  GString *dial = g_string_new (NULL);

  for (const char *next = telephone; *next != '\0'; next++)
    {
      if (g_ascii_isdigit (*next) || (*next == '+' && dial->len == 0))
        g_string_append_c (dial, *next);
    }

  return g_string_free (dial, FALSE);
}

/* Nobody has to bear with a page that changes while it is read (WCAG 2.2.1): a link says so. */
static char *
dup_renewal (const ServerTrackingPage *self)
{
  guint minutes = server_tracking_page_get_minutes (self->order);

  if (minutes == 0)
    return g_strdup ("");
  if (!self->is_renewed)
    return g_strdup ("This page does not renew itself. <a href=\"?renew=true\">Let it renew itself</a>");

  return g_strdup_printf ("This page renews itself every %s. <a href=\"?renew=false\">Stop renewing it</a>",
                          minutes == 1 ? "minute" : "five minutes");
}

/* --- The page --- */

static char *
dup_page (const char *title,
          const char *content)
{
  g_autofree char *layout = server_mail_template_load ("tracking", ".html");
  g_autofree char *style = server_mail_template_load ("tracking", ".css");
  const ServerMailValue values[] = {
    { "title", title }, { "style", style, .is_markup = TRUE }, { "content", content, .is_markup = TRUE }, { NULL },
  };

  return server_mail_template_fill_html (layout, values);
}

/**
 * server_tracking_page_dup_html:
 * @self: what the page is about
 *
 * Returns: (transfer full): the page, in HTML
 */
char *
server_tracking_page_dup_html (const ServerTrackingPage *self)
{
  g_autofree char *template = server_mail_template_load ("tracking-order", ".html");
  g_autofree char *heading = dup_heading (self->order);
  g_autofree char *facts = dup_facts (self);
  g_autofree char *stages = dup_steps (self->order);
  g_autofree char *lines = dup_lines (self->order);
  g_autofree char *dial = dup_dial (self->store->contact_number);
  g_autofree char *now = server_mail_content_dup_instant (self->now, self->store->time_zone);
  g_autofree char *renewal = dup_renewal (self);
  const ServerMailValue values[] = {
    { "store", self->store->name }, { "heading", heading }, { "facts", facts, .is_markup = TRUE },
    { "steps", stages, .is_markup = TRUE }, { "lines", lines, .is_markup = TRUE }, { "dial", dial },
    { "telephone", self->store->contact_number }, { "now", now }, { "renewal", renewal, .is_markup = TRUE }, { NULL },
  };
  g_autofree char *content = server_mail_template_fill_html (template, values);
  g_autofree char *title = server_mail_content_dup_subject (BAKERY_MAIL_ORDER_MOVED, self->order);

  return dup_page (title, content);
}

/**
 * server_tracking_page_is_passing:
 * @status: of an answer that could not be the page
 *
 * Returns: whether the page may be had in a while
 */
gboolean
server_tracking_page_is_passing (guint status)
{
  return status == 429 || status >= 500;
}

/**
 * server_tracking_page_dup_problem:
 * @status: of an answer that could not be the page
 *
 * Returns: (transfer full): a page that says so, in HTML
 */
char *
server_tracking_page_dup_problem (guint status)
{
  gboolean is_passing = server_tracking_page_is_passing (status);
  g_autofree char *template = server_mail_template_load ("tracking-problem", ".html");
  const ServerMailValue values[] = {
    { "heading", is_passing ? "We cannot say just now where your order is" : "This link does not lead to an order" },
    { "advice", is_passing ? "This page tries again by itself in a minute."
                           : "It may not be complete, or its order is not kept any more. Please open the link in our mail once"
      " more, or ask the bakery." },
    { NULL },
  };
  g_autofree char *content = server_mail_template_fill_html (template, values);

  return dup_page (values[0].value, content);
}

/**
 * server_tracking_page_dup_policy:
 *
 * Returns: (transfer full): the Content-Security-Policy that the page needs, which lets in its own style and nothing else
 */
char *
server_tracking_page_dup_policy (void)
{
  g_autofree char *style = server_mail_template_load ("tracking", ".css");
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize size = sizeof digest;
  g_autofree char *hash = NULL;

  g_checksum_update (checksum, (const guchar *) style, -1);
  g_checksum_get_digest (checksum, digest, &size);
  hash = g_base64_encode (digest, size);

  return g_strdup_printf ("default-src 'none'; style-src 'sha256-%s'; base-uri 'none'; form-action 'none';"
                          " frame-ancestors 'none'", hash);
}
