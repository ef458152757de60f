/* What the hub knows of a repository in two words, as a picture for its README. */
#ifndef APP_BADGE_H
#define APP_BADGE_H

#include "app/doc.h"
#include "hub/repo.h"

/* Template badge.tpl: BADGE_SAYS, its colour, and where things stand, in pixels.  JSON: status. */
void badge_fill(struct doc *doc, const struct repo *repo);

#endif
