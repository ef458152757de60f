/* A role as a field to choose it in. */
#ifndef APP_ROLE_FIELD_H
#define APP_ROLE_FIELD_H

#include "app/page.h"

/* Adds role; template: ROLE_READ or so for the one that it is, {{ROLE_CLASS}}, and {{ROLE_WORD}},
 * "Triage". */
void role_field(struct doc *doc, const char *role);

/* Of the form that grants a role to a group or, unless groups, to an account: {{NEW_NAME}}, see
 * again.h; TO_ACCOUNT; NEW_TRIAGE, NEW_ADMIN or NEW_NONE for a role that was chosen and refused. */
void role_form(struct page *page, bool groups);

#endif
