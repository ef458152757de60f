/*
 * The form of a rule of NotifyAdmin: whom it is for, on what, of what it tells and how; and the
 * preview, which tells who would be told at this moment, and who would not, and why.
 *
 * Fields: to= ("group" or "account" and who=, or "channel-7"), repo= (OWNER/NAME or a pattern),
 * those of app/wish_field.h, and mandatory=yes.
 */
#ifndef APP_RULE_FORM_H
#define APP_RULE_FORM_H

#include "app/page.h"
#include "hub/channel.h"
#include "hub/notify_rule.h"

/* What was posted, for a rule that is there (rule: its wish alone) or for a new one (NULL); each
 * value is judged before the next is read.  fail(FAIL_REFUSED) that marks the field. */
struct notify_rule rule_form_read(struct page *page, const struct notify_rule *rule);

/* For people: the fields as they were typed into this form; or else as the rule is, or (NULL) as
 * they are at first. */
void rule_form_fill(struct page *page, const struct notify_rule *rule);

/* Whom a new rule may be for besides: the channels; and what was typed of whom and of what. */
void rule_form_fill_new(struct page *page, const struct channel *channels);

/* Adds the part preview. */
void rule_form_preview(struct page *page, const struct notify_rule *rule);

#endif
