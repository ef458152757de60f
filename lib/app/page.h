/*
 * The frame of a page program: configuration, database, visitor, layout, errors, JSON twin.
 *
 * A program is a table of routes and one show function for each.  For every request the frame finds
 * the route, checks the method, opens the visitor's transaction (of a GET or HEAD it can only
 * read), checks the CSRF token of a POST, and calls show(); whatever fail() gives up on becomes an
 * error page, or {"error":{"code","message"}} for programs.
 */
#ifndef APP_PAGE_H
#define APP_PAGE_H

#include "app/doc.h"
#include "base/fail.h"
#include "base/web.h"
#include "hub/hub.h"

struct page {
    struct hub hub;
    struct web *web;
    struct doc *doc; /* the content; fill it, then page_send() */
    bool wants_json; /* Accept: application/json, or ?format=json */
    bool post;
    const char *program; /* "index"; tells which entry of the navigation is lit */
    const struct page_route *route;
    const void *of; /* for the deeds of its forms: the repository, group, … that it is of */
    int64_t dead_mails, dead_notifications; /* for the menu of the administration */
    const char *field;                      /* that page_need() read last */
    enum fail refused; /* a form is shown again, see again.h; FAIL_NOT: it is not */
    const char *why;   /* as a sentence; NULL: nothing, or told already */
};

struct page_route {
    /* Segments of the path; ':' stands for any one segment: "/r/:/:/crashers".  The program reads
     * them by web_segment().  NULL ends the table. */
    const char *path;
    void (*show)(struct page *page);
    bool takes_post;
    bool no_referrer; /* its address is of a link that works once: no other page learns of it */
    bool by_key; /* its address holds a key that says all: a POST has no token of a form, and may
                    come from anywhere, so that mail programs can send it */
    bool only_account; /* strangers are sent to /login, programs get 401 */
    bool only_admin;   /* the same; to accounts that are no administrator it does not exist */
};

/* main() of a page program: role is its database role, "nopanic_page". */
int page_main(const char *program, const char *role, const struct page_route *routes);

/* Commits, and sends page->doc: through templates/<file> under this title, or as JSON. */
void page_send(struct page *page, const char *file, const char *title);
/* The same with another status than 200; a form that is shown again has its own. */
void page_send_status(struct page *page, int status, const char *file, const char *title);

/* Commits, and sends page->doc through a template that is no page, but text of this type; or as
 * JSON.
 */
void page_send_as(struct page *page, const char *type, const char *file);

/* Commits, then answers a POST by 303 to a path of this site.  notice (may be NULL) is the name of
 * a sentence that the next page shows at its top, see notice.c; programs get {"ok":true}. */
void page_redirect(struct page *page, const char *path, const char *notice);

/* Commits, and sends the visitor of a GET on, for good (301), with the query string kept. */
void page_moved(struct page *page, const char *path);

/* Commits, and sends bytes that nobody may take for a page of ours, as an attachment. */
void page_download(struct page *page, const char *filename, const char *type, struct bytes content);

/* The hub's public address without a slash at its end: NOPANIC_URL, else what the request came to.
 */
const char *page_url(struct page *page);

/* Whether the visitor gave the password lately, as making a token asks for; HTTP basic sends it
 * with every request. */
bool page_is_fresh(struct page *page);

/* The hidden field of this visitor's forms. */
const char *page_csrf(struct page *page);

/* A field of the query; NULL if it is absent or empty, fail(FAIL_INPUT) that names it if it is
 * longer than size_max bytes or not UTF-8. */
const char *page_query(struct page *page, const char *field, size_t size_max);

/* A field of the posted form that must be there and not be blank; at most size_max bytes of UTF-8,
 * else fail(FAIL_REFUSED) that names it. */
const char *page_need(struct page *page, const char *field, size_t size_max);

/* The same of one that may be left empty; NULL if it is. */
const char *page_optional(struct page *page, const char *field, size_t size_max);

/* The same of a field that holds a number. */
int64_t page_need_int(struct page *page, const char *field);

/* Whether a box of the form is ticked: its field is "yes". */
bool page_is_yes(struct page *page, const char *field);

#endif
