/* SPDX-License-Identifier: GPL-3.0-or-later */

/* SMTP by libcurl. The connection is kept from one mail to the next. Encryption is a must unless the site's owner says that the
 * mail server is near. Line ends are written here as CRLF; what comes from elsewhere and stands in a header field has none,
 * since it is either a checked address or encoded. */

#include "config.h"

#include "server-mail-sender.h"

#include "bakery-time.h"
#include "server-config.h"

#include <curl/curl.h>
#include <string.h>

#define CONNECT_SECONDS 15L

/* Mail servers hang up on who is silent; sooner than they do, we do not use a connection again. */
#define KEEP_SECONDS 20L

/* RFC 2047: a line with an encoded word has at most 76 characters. 39 bytes become 52, with their frame 64. */
#define WORD_BYTES 39

struct _ServerMailSender
{
  const ServerConfig *config;
  GCancellable       *cancellable;
  CURL               *curl;
  char               *domain;
  char                problem[CURL_ERROR_SIZE];
};

typedef struct curl_slist Lines;

static void
lines_free (Lines *lines)
{
  curl_slist_free_all (lines);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Lines, lines_free)

static void
mime_free (curl_mime *mime)
{
  curl_mime_free (mime);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (curl_mime, mime_free)

/* --- What is sent --- */

static gboolean
is_plain (const char *text)
{
  for (const char *next = text; *next != '\0'; next++)
    if (!g_ascii_isalnum (*next) && strchr (" .,:#-'", *next) == NULL)
      return FALSE;

  return TRUE;
}

/**
 * server_mail_sender_encode_words:
 * @text: one line of UTF-8
 *
 * Returns: (transfer full): the text as it can stand in a header field, folded where it is long
 */
char *
server_mail_sender_encode_words (const char *text)
{
  GString *words;
  const char *rest = text;

  if (is_plain (text) && strlen (text) <= WORD_BYTES)
    return g_strdup (text);

  words = g_string_new (NULL);
  while (*rest != '\0')
    {
      const char *end = rest;
      g_autofree char *encoded = NULL;

      while (*end != '\0' && g_utf8_next_char (end) - rest <= WORD_BYTES)
        end = g_utf8_next_char (end);
      encoded = g_base64_encode ((const guchar *) rest, (gsize) (end - rest));
      g_string_append_printf (words, "%s=?UTF-8?B?%s?=", words->len > 0 ? "\r\n " : "", encoded);
      rest = end;
    }

  return g_string_free (words, FALSE);
}

static char *
dup_with_crlf (const char *text)
{
  GString *lines = g_string_new (text);

  g_string_replace (lines, "\r\n", "\n", 0);
  g_string_replace (lines, "\r", "\n", 0);
  g_string_replace (lines, "\n", "\r\n", 0);

  return g_string_free (lines, FALSE);
}

G_GNUC_PRINTF (2, 3) static void
add_line (Lines     **lines,
          const char *format,
          ...)
{
  g_autofree char *line = NULL;
  va_list arguments;

  va_start (arguments, format);
  line = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  *lines = curl_slist_append (*lines, line);
}

static Lines *
make_header (const ServerMailSender *self,
             const BakeryMail       *mail,
             gint64                  now)
{
  g_autoptr(GDateTime) date = g_date_time_new_from_unix_utc (now / BAKERY_SECOND);
  g_autofree char *instant = g_date_time_format (date, "%a, %d %b %Y %H:%M:%S +0000");
  g_autofree char *subject = server_mail_sender_encode_words (mail->subject);
  g_autofree char *name = server_mail_sender_encode_words (mail->recipient_name);
  Lines *lines = NULL;

  add_line (&lines, "Date: %s", instant);
  add_line (&lines, "From: <%s>", self->config->mail_from);
  add_line (&lines, name[0] == '=' ? "To: %s\r\n <%s>" : "To: \"%s\"\r\n <%s>", name, mail->recipient);
  add_line (&lines, "Subject: %s", subject);
  add_line (&lines, "Message-ID: <%s@%s>", mail->message_id, self->domain);
  add_line (&lines, "Auto-Submitted: auto-generated");

  return lines;
}

static void
add_alternative (curl_mime  *alternatives,
                 const char *text,
                 const char *type)
{
  curl_mimepart *part = curl_mime_addpart (alternatives);
  g_autofree char *lines = dup_with_crlf (text);

  curl_mime_data (part, lines, CURL_ZERO_TERMINATED);
  curl_mime_type (part, type);
  curl_mime_encoder (part, "quoted-printable");
}

/* The plain alternative comes first: readers show the last one that they can show. */
static curl_mime *
make_body (const ServerMailSender  *self,
           const ServerMailContent *content)
{
  curl_mime *body = curl_mime_init (self->curl);
  curl_mime *alternatives = curl_mime_init (self->curl);
  curl_mimepart *part = curl_mime_addpart (body);
  Lines *disposition = curl_slist_append (NULL, "Content-Disposition: inline");

  add_alternative (alternatives, content->text, "text/plain; charset=utf-8");
  add_alternative (alternatives, content->html, "text/html; charset=utf-8");
  curl_mime_subparts (part, alternatives);
  curl_mime_type (part, "multipart/alternative");
  curl_mime_headers (part, disposition, 1);

  return body;
}

/* --- The connection --- */

static int
progress_cb (void      *user_data,
             curl_off_t download_total,
             curl_off_t download_now,
             curl_off_t upload_total,
             curl_off_t upload_now)
{
  ServerMailSender *self = user_data;

  return g_cancellable_is_cancelled (self->cancellable) ? 1 : 0;
}

static gboolean
set_up (ServerMailSender *self)
{
  const ServerConfig *config = self->config;

  self->curl = curl_easy_init ();
  if (self->curl == NULL)
    return FALSE;

  curl_easy_setopt (self->curl, CURLOPT_URL, config->smtp_url);
  curl_easy_setopt (self->curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  curl_easy_setopt (self->curl, CURLOPT_USE_SSL, (long) (config->smtp_plain ? CURLUSESSL_NONE : CURLUSESSL_ALL));
  if (config->smtp_ca_file != NULL)
    curl_easy_setopt (self->curl, CURLOPT_CAINFO, config->smtp_ca_file);
  if (config->smtp_user != NULL)
    curl_easy_setopt (self->curl, CURLOPT_USERNAME, config->smtp_user);
  if (config->smtp_password != NULL)
    curl_easy_setopt (self->curl, CURLOPT_PASSWORD, config->smtp_password);
  curl_easy_setopt (self->curl, CURLOPT_MAIL_FROM, config->mail_from);
  curl_easy_setopt (self->curl, CURLOPT_UPLOAD, 1L);
  curl_easy_setopt (self->curl, CURLOPT_CONNECTTIMEOUT, CONNECT_SECONDS);
  curl_easy_setopt (self->curl, CURLOPT_MAXAGE_CONN, KEEP_SECONDS);
  curl_easy_setopt (self->curl, CURLOPT_TIMEOUT, (long) config->smtp_seconds);
  curl_easy_setopt (self->curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt (self->curl, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt (self->curl, CURLOPT_XFERINFOFUNCTION, progress_cb);
  curl_easy_setopt (self->curl, CURLOPT_XFERINFODATA, self);
  curl_easy_setopt (self->curl, CURLOPT_ERRORBUFFER, self->problem);

  return TRUE;
}

/* After a failure nobody knows what the mail server will say next: libcurl would use the connection again, and take a late
 * answer to the last mail for one to the next. */
static void
hang_up (ServerMailSender *self)
{
  g_clear_pointer (&self->curl, curl_easy_cleanup);
}

/* --- What came of it --- */

/* Only a plain no of the mail server to this mail is final: a wrong password of ours, or a lost connection, is not the mail's
 * fault. */
static ServerMailOutcome
get_outcome (const ServerMailSender *self,
             CURLcode                code)
{
  long answer = 0;

  if (code == CURLE_OK)
    return SERVER_MAIL_TAKEN;

  curl_easy_getinfo (self->curl, CURLINFO_RESPONSE_CODE, &answer);
  if (answer >= 500 && answer < 600 && code != CURLE_LOGIN_DENIED && code != CURLE_USE_SSL_FAILED)
    return SERVER_MAIL_REFUSED;

  return SERVER_MAIL_DEFERRED;
}

static char *
dup_problem (const ServerMailSender *self,
             CURLcode                code)
{
  g_autofree char *reason = g_utf8_make_valid (self->problem[0] != '\0' ? self->problem : curl_easy_strerror (code), -1);
  long answer = 0;

  if (code == CURLE_OK)
    return g_strdup ("");

  curl_easy_getinfo (self->curl, CURLINFO_RESPONSE_CODE, &answer);

  return answer >= 400 ? g_strdup_printf ("The mail server answered %ld: %s", answer, reason) : g_steal_pointer (&reason);
}

/**
 * server_mail_sender_send:
 * @self: a sender
 * @mail: a mail with a checked address
 * @content: what it says
 * @now: the present instant
 * @ret_problem: (out) (transfer full): why it was not taken
 *
 * Sends one mail. Takes as long as the mail server does, within limits.
 *
 * Returns: what came of it
 */
ServerMailOutcome
server_mail_sender_send (ServerMailSender        *self,
                         const BakeryMail        *mail,
                         const ServerMailContent *content,
                         gint64                   now,
                         char                   **ret_problem)
{
  g_autoptr(Lines) header = make_header (self, mail, now);
  g_autoptr(Lines) recipients = curl_slist_append (NULL, mail->recipient);
  g_autoptr(curl_mime) body = NULL;
  ServerMailOutcome outcome;
  CURLcode code;

  if (self->curl == NULL && !set_up (self))
    {
      *ret_problem = g_strdup ("libcurl cannot be used.");
      return SERVER_MAIL_DEFERRED;
    }

  body = make_body (self, content);
  self->problem[0] = '\0';
  curl_easy_setopt (self->curl, CURLOPT_HTTPHEADER, header);
  curl_easy_setopt (self->curl, CURLOPT_MAIL_RCPT, recipients);
  curl_easy_setopt (self->curl, CURLOPT_MIMEPOST, body);
  code = curl_easy_perform (self->curl);
  *ret_problem = dup_problem (self, code);
  outcome = get_outcome (self, code);
  curl_easy_setopt (self->curl, CURLOPT_MIMEPOST, NULL);
  curl_easy_setopt (self->curl, CURLOPT_MAIL_RCPT, NULL);
  curl_easy_setopt (self->curl, CURLOPT_HTTPHEADER, NULL);
  if (code != CURLE_OK)
    hang_up (self);

  return outcome;
}

/**
 * server_mail_sender_new:
 * @config: what the site's owner chose, with a mail server; must stay
 * @cancellable: ends what is being sent
 * @error: why it cannot be used
 *
 * Returns: (transfer full) (nullable): a sender, not connected yet
 */
ServerMailSender *
server_mail_sender_new (const ServerConfig *config,
                        GCancellable       *cancellable,
                        GError            **error)
{
  g_autoptr(ServerMailSender) self = g_new0 (ServerMailSender, 1);

  self->config = config;
  self->cancellable = g_object_ref (cancellable);
  if (config->mail_from == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                           "With smtp-url there must be mail-from: the address that mail comes from.");
      return NULL;
    }
  self->domain = g_strdup (strrchr (config->mail_from, '@') + 1);

  curl_global_init (CURL_GLOBAL_DEFAULT);
  return g_steal_pointer (&self);
}

/**
 * server_mail_sender_free:
 * @self: (nullable): a sender
 *
 * Closes its connection.
 */
void
server_mail_sender_free (ServerMailSender *self)
{
  if (self == NULL)
    return;

  hang_up (self);
  g_object_unref (self->cancellable);
  g_free (self->domain);
  g_free (self);
}
