/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Filling in mail templates with what strangers call themselves. */

#include "config.h"

#include "server-mail-content.h"
#include "server-mail-sender.h"
#include "server-mail-template.h"

#include <string.h>

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
    "order-placed", "order-moved", "order-corrected", "payment-received", "email-confirmation", "password-reset"
  };
  static const ServerMailValue all[] = {
    { "name", "<Asha>" }, { "sender", "Corner" }, { "number", "1" }, { "sentence", "s" }, { "lines", "l" },
    { "fulfilment", "f" }, { "total", "t" }, { "paid", "p" }, { "amount", "a" }, { "link", "k" }, { "until", "u" }, { NULL },
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

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mail-template/text", test_text);
  g_test_add_func ("/mail-template/html", test_html);
  g_test_add_func ("/mail-template/odd-braces", test_odd_braces);
  g_test_add_func ("/mail-template/no-value", test_no_value);
  g_test_add_func ("/mail-template/one-line", test_one_line);
  g_test_add_func ("/mail-template/words", test_words);
  g_test_add_func ("/mail-template/templates", test_templates);

  return g_test_run ();
}
