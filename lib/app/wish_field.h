/*
 * Of which events somebody is told, and how, as fields of a form: kind= and way= (several),
 * severity=, pace=, packages=.
 */
#ifndef APP_WISH_FIELD_H
#define APP_WISH_FIELD_H

#include "app/page.h"
#include "hub/subscription.h"

/* What was posted; fail(FAIL_REFUSED) that names the field if one is missing or too long. */
struct subscription_wish wish_field_read(struct page *page);

/* The same, as it was typed, to be shown again; what is missing is as in other. */
struct subscription_wish wish_field_typed(struct page *page, const struct subscription_wish *other);

/* Adds kinds, ways, lowest_severity, packages and pace; template: in words, {{KINDS_WORDS}} and so
 * on, and the choices of the form. */
void wish_field_fill(struct doc *doc, const struct subscription_wish *wish);

/* How people call a kind of channel. */
const char *wish_field_way(const char *way);

#endif
