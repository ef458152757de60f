/* A role as a field to choose it in: role, and for the template ROLE_READ or so for the one that it
 * is, {{ROLE_CLASS}}, and {{ROLE_WORD}}, "Triage". */
#ifndef APP_ROLE_FIELD_H
#define APP_ROLE_FIELD_H

#include "app/doc.h"

void role_field(struct doc *doc, const char *role);

#endif
