/* What several pages tell in the same way. */
#ifndef APP_FILL_H
#define APP_FILL_H

#include "app/doc.h"
#include "hub/crasher.h"
#include "hub/repo.h"

/* Adds verdict and status; template: {{SIGN}}, the class of the sign before it. */
void fill_verdict(struct doc *doc, const struct repo *repo);

/* Adds the part last_run: run_id, run_at, commit, branch, origin. */
void fill_last_run(struct doc *doc, const struct repo_run *run);

/* Adds commit; template: {{COMMIT_SHORT}} too. */
void fill_commit(struct doc *doc, const char *commit);

/* Adds the fields of a crasher in a list; template: {{TAG}} and {{TAG_COLOR}} of its state, "New"
 * for one that was opened after since (0: none is new); UNREPRODUCED if a re-run passed;
 * {{FUNCTION_SHORT}}, {{PLACE}}, "xor.go:46", and {{PLACE_FULL}}. */
void fill_crasher(struct doc *doc, const struct crasher *crasher, int64_t since);

/* Adds previous_page and next_page of a list at this page number; template: PAGED if there is
 * either. */
void fill_pages(struct doc *doc, int64_t number, bool more);

/* Adds severity; template: {{SEVERITY_WORD}}, "High". */
void fill_severity(struct doc *doc, const char *severity);

/* A function without the folders of its package: "codec.(*Decoder).body". */
const char *fill_short_function(const char *function);

/* Text as part of a query: letters, digits, '-', '.', '_' and '/' stay, everything else is escaped.
 */
char *fill_query(struct arena *mem, const char *text);

/* Text without what XML has no way to write: control characters, U+FFFE and U+FFFF. */
char *fill_xml(struct arena *mem, const char *text);

#endif
