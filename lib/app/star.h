/*
 * The star of a repository or crasher: who presses it is told by e-mail of what happens there,
 * until it is pressed again.
 *
 * POST where do is star or unstar; next= is a page below the same address to go on to.  303;
 * programs get {"ok":true}.  401: a stranger.  422: more subscriptions than one may have.
 */
#ifndef APP_STAR_H
#define APP_STAR_H

#include "app/page.h"

struct star {
    int64_t repo, crasher; /* one of the two; the other is 0 */
    const char *path;      /* of its page */
};

/* Answers a POST that is about the star; false: it is about something else. */
bool star_post(struct page *page, struct star star);

/* The same for a page whose POST can be about nothing else; false: it is no POST. */
bool star_post_only(struct page *page, struct star star);

/* Adds whether there is one, and for who may press it the form of star-form.tpl as {{>STAR_FORM}}.
 */
void star_fill(struct page *page, struct doc *doc, struct star star, bool starred);

#endif
