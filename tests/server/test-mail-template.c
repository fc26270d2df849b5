/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Filling in templates of mails, and of the page that orders are followed on, with what strangers call themselves. */

#include "config.h"

#include "server-database.h"
#include "server-mail-content.h"
#include "server-mail-sender.h"
#include "server-mail-template.h"
#include "server-tracking-page.h"

#include "bakery-migrator.h"
#include "bakery-records.h"

#include <string.h>

/* 2026-11-23 09:05 UTC, a Monday; half past two in the afternoon in India. */
#define DUE (G_GINT64_CONSTANT (1795424700) * G_USEC_PER_SEC)

static const ServerMailValue values[] = {
  { "name", "<script>\"O'Neil\" & {{link}}" },
  { "link", "https://shop.example/?a=1&b=\"2\"" },
  { "lines", "one\n<two>" },
  { NULL },
};

static void
test_text (void)
{
  g_autofree char *filled = server_mail_template_fill_text ("Dear {{name}}, {{lines}}.", values);

  g_assert_cmpstr (filled, ==, "Dear <script>\"O'Neil\" & {{link}}, one\n<two>.");
}

static void
test_html (void)
{
  g_autofree char *filled =
    server_mail_template_fill_html ("<p>{{name}}<a href=\"{{link}}\">{{lines}}</a></p>", values);

  g_assert_cmpstr (filled, ==,
                   "<p>&lt;script&gt;&quot;O&apos;Neil&quot; &amp; {{link}}"
                   "<a href=\"https://shop.example/?a=1&amp;b=&quot;2&quot;\">one<br>\n&lt;two&gt;</a></p>");
}

static void
test_markup (void)
{
  static const ServerMailValue parts[] = { { "item", "<li>{{b}}</li>", .is_markup = TRUE }, { "b", "<b>" }, { NULL } };
  g_autofree char *filled = server_mail_template_fill_html ("<ul>{{item}}</ul>{{b}}", parts);

  g_assert_cmpstr (filled, ==, "<ul><li>{{b}}</li></ul>&lt;b&gt;");
}

static void
test_odd_braces (void)
{
  static const char *const texts[] = { "", "{", "{{", "}}", "a {{name", "{ {name}}" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *filled = server_mail_template_fill_html (texts[i], values);

      g_assert_cmpstr (filled, ==, texts[i]);
    }
}

static void
test_no_value (void)
{
  g_autofree char *filled = NULL;

  g_test_expect_message (NULL, G_LOG_LEVEL_CRITICAL, "*no value: nam*");
  filled = server_mail_template_fill_text ("Dear {{nam}}.", values);
  g_test_assert_expected_messages ();
  g_assert_cmpstr (filled, ==, "Dear .");
}

static void
test_one_line (void)
{
  static const struct
  {
    const char *text;
    const char *line;
  } cases[] = {
    { "Asha Rao", "Asha Rao" },
    { "Eve\r\nBcc: a@b", "Eve  Bcc: a@b" },
    { "a\x01" "b\x7f" "c", "a b c" },
    { "next\xc2\x85line\xe2\x80\xa8separator", "next line separator" },
    { "not \xff UTF-8", "not \xef\xbf\xbd UTF-8" },
    { " \t\n", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *line = server_mail_template_dup_one_line (cases[i].text);

      g_assert_cmpstr (line, ==, cases[i].line);
    }
}

static void
test_words (void)
{
  g_autofree char *plain = server_mail_sender_encode_words ("Your order #1001");
  g_autofree char *quoted = server_mail_sender_encode_words ("Rao\" <a@b>");
  g_autofree char *accents = server_mail_sender_encode_words ("Zoë");
  g_autofree char *lengthy = server_mail_sender_encode_words ("東京東京東京東京東京東京東京東京");

  g_assert_cmpstr (plain, ==, "Your order #1001");
  g_assert_cmpstr (quoted, ==, "=?UTF-8?B?UmFvIiA8YUBiPg==?=");
  g_assert_cmpstr (accents, ==, "=?UTF-8?B?Wm/Dqw==?=");
  g_assert_cmpstr (lengthy, ==,
                   "=?UTF-8?B?5p2x5Lqs5p2x5Lqs5p2x5Lqs5p2x5Lqs5p2x5Lqs5p2x5Lqs5p2x?=\r\n =?UTF-8?B?5Lqs5p2x5Lqs?=");
}

/* Every template has a value for each of its holes, and the page holds what it should. */
static void
test_templates (void)
{
  static const char *const names[] = {
    "order-placed", "order-moved", "order-corrected", "order-notice", "payment-received", "email-confirmation",
    "password-reset", "store-approved"
  };
  static const ServerMailValue all[] = {
    { "name", "<Asha>" }, { "sender", "Corner" }, { "number", "1" }, { "sentence", "s" }, { "lines", "l" },
    { "fulfilment", "f" }, { "total", "t" }, { "paid", "p" }, { "amount", "a" }, { "link", "k" }, { "until", "u" },
    { "text", "x" }, { "follow", "y" }, { "follow_link", "<a href=\"z\">", .is_markup = TRUE }, { NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_auto(ServerMailContent) content = { NULL };

      server_mail_content_fill (&content, names[i], "About <1>", all);
      g_assert_true (g_str_has_prefix (content.text, "Dear <Asha>,\n"));
      g_assert_nonnull (strstr (content.html, "<title>About &lt;1&gt;</title>"));
      g_assert_nonnull (strstr (content.html, "<p>Dear &lt;Asha&gt;,</p>"));
      g_assert_null (strstr (content.html, "{{"));
      g_assert_null (strstr (content.text, "{{"));
    }
}

static void
set_text (char      **member,
          const char *text)
{
  g_free (*member);
  *member = g_strdup (text);
}

static BakeryOrder *
make_order (BakeryStage stage)
{
  BakeryOrder *order = bakery_order_new ();
  BakeryOrderLine *line = bakery_order_line_new ();

  order->number = 1042;
  order->stage = stage;
  order->fulfilment = BAKERY_FULFILMENT_PICKUP;
  order->due_at = DUE;
  line->quantity = 2;
  set_text (&line->name, "<i>Forest</i>");
  set_text (&line->message, "{{store}} & \"Mia\"");
  order->lines = g_ptr_array_new_with_free_func (bakery_entity_unref);
  g_ptr_array_add (order->lines, line);

  return order;
}

static BakeryStore *
make_store (void)
{
  BakeryStore *store = bakery_store_new ();

  set_text (&store->name, "Corner <{{lines}}>");
  set_text (&store->address, "1 Market Road");
  set_text (&store->city, "Pune");
  set_text (&store->contact_number, "+91 \"98");
  set_text (&store->time_zone, "Asia/Kolkata");

  return store;
}

static char *
dup_page (BakeryStage stage,
          gboolean    is_renewed)
{
  g_autoptr(BakeryOrder) order = make_order (stage);
  g_autoptr(BakeryStore) store = make_store ();
  const ServerTrackingPage page = { order, store, 0, DUE, is_renewed };

  return server_tracking_page_dup_html (&page);
}

static void
insert (BakeryConnection *connection,
        gpointer          entity)
{
  g_autoptr(GError) error = NULL;

  bakery_records_upsert (connection, entity, BAKERY_RECORDS_TABLES, &error);
  g_assert_no_error (error);
}

/* An order and its store, in a database that holds nothing else. */
static BakeryConnection *
open_database (void)
{
  BakeryConnection *connection = bakery_connection_open (":memory:", BAKERY_CONNECTION_CREATE, NULL);
  g_autoptr(BakeryOrder) order = make_order (BAKERY_STAGE_OUT_FOR_DELIVERY);
  g_autoptr(BakeryStore) store = make_store ();
  g_autoptr(GError) error = NULL;

  bakery_migrator_run (connection, SERVER_DATABASE_MIGRATIONS, NULL, NULL, &error);
  g_assert_no_error (error);
  bakery_connection_execute_script (connection, "PRAGMA foreign_keys = OFF", &error);
  g_assert_no_error (error);
  order->base.id = 1;
  order->store = 1;
  store->base.id = 1;
  insert (connection, store);
  insert (connection, order);

  return connection;
}

/* The link is one in a browser, and stands there in full for who reads the text. */
static void
test_link_to_follow (void)
{
  BakeryConnection *connection = open_database ();
  g_autoptr(BakeryMail) mail = bakery_mail_new ();
  g_auto(ServerMailContent) content = { NULL };
  g_auto(ServerMailContent) without = { NULL };
  g_autoptr(GError) error = NULL;

  mail->kind = BAKERY_MAIL_ORDER_NOTICE;
  mail->order = 1;
  set_text (&mail->words, "<soon>.");
  server_mail_content_write (&without, connection, mail, &error);
  g_assert_no_error (error);
  set_text (&mail->link, "https://shop.example/track/a\"b");
  server_mail_content_write (&content, connection, mail, &error);
  g_assert_no_error (error);
  bakery_connection_close (connection);

  g_assert_nonnull (strstr (without.text, "<soon>.\n"));
  g_assert_nonnull (strstr (without.html, "&lt;soon&gt;.</p>"));
  g_assert_nonnull (strstr (content.text, "<soon>. Follow it here: https://shop.example/track/a\"b\n"));
  g_assert_nonnull (strstr (content.html, "&lt;soon&gt;. <a href=\"https://shop.example/track/a&quot;b\" "));
  g_assert_nonnull (strstr (content.html, ">Follow it here</a></p>"));
}

static void
test_page_to_follow (void)
{
  g_autofree char *page = dup_page (BAKERY_STAGE_BAKING, TRUE);

  g_assert_nonnull (strstr (page, "<title>Your order #1042 is being made</title>"));
  g_assert_nonnull (strstr (page, "<h1>Your order #1042 is being made.</h1>"));
  g_assert_nonnull (strstr (page, "<p class=\"store\">Corner &lt;{{lines}}&gt;</p>"));
  g_assert_nonnull (strstr (page, "<dt>To be collected</dt><dd>Monday, 23 November 2026, 14:35</dd>"));
  g_assert_nonnull (strstr (page, "<dt>Where</dt><dd>1 Market Road<br>\nPune</dd>"));
  g_assert_nonnull (strstr (page, "<li class=\"done\">Confirmed<span class=\"hidden\"> (done)</span></li>\n"
                            "<li aria-current=\"step\">Being made</li>\n"
                            "<li>Ready to be collected<span class=\"hidden\"> (to come)</span></li>\n"
                            "<li>Collected"));
  g_assert_nonnull (strstr (page, "<li>2 × &lt;i&gt;Forest&lt;/i&gt;"
                            "<span class=\"message\">“{{store}} &amp; &quot;Mia&quot;”</span></li>"));
  g_assert_nonnull (strstr (page, "<a href=\"tel:+9198\">+91 &quot;98</a>"));
  g_assert_nonnull (strstr (page, "<a href=\"?renew=false\">"));
}

/* Where nothing more will happen nothing is announced, and nothing renews itself; nor where somebody said so. */
static void
test_page_at_rest (void)
{
  g_autofree char *cancelled = dup_page (BAKERY_STAGE_CANCELLED, TRUE);
  g_autofree char *still = dup_page (BAKERY_STAGE_BAKING, FALSE);

  g_assert_nonnull (strstr (cancelled, "<h1>Your order #1042 was cancelled.</h1>"));
  g_assert_null (strstr (cancelled, "<dl>"));
  g_assert_null (strstr (cancelled, "<ol"));
  g_assert_null (strstr (cancelled, "renew"));
  g_assert_nonnull (strstr (still, "<a href=\"?renew=true\">"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mail-template/text", test_text);
  g_test_add_func ("/mail-template/html", test_html);
  g_test_add_func ("/mail-template/markup", test_markup);
  g_test_add_func ("/mail-template/odd-braces", test_odd_braces);
  g_test_add_func ("/mail-template/no-value", test_no_value);
  g_test_add_func ("/mail-template/one-line", test_one_line);
  g_test_add_func ("/mail-template/words", test_words);
  g_test_add_func ("/mail-template/templates", test_templates);
  g_test_add_func ("/mail-template/link-to-follow", test_link_to_follow);
  g_test_add_func ("/mail-template/page-to-follow", test_page_to_follow);
  g_test_add_func ("/mail-template/page-at-rest", test_page_at_rest);

  return g_test_run ();
}
