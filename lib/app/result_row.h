/* What the targets of a run did: the rows of its table, and what needs a human. */
#ifndef APP_RESULT_ROW_H
#define APP_RESULT_ROW_H

#include "app/doc.h"
#include "hub/result.h"

/* Adds the list results, each with its crashers, and the list notices: results without a verdict.
 */
void result_row_list(struct doc *doc, const struct result *results,
                     const struct result_crasher *crashers);

#endif
