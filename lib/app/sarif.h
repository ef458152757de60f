/* What a run found as SARIF 2.1.0, which code scanning of forges and editors read. */
#ifndef APP_SARIF_H
#define APP_SARIF_H

#include "hub/finding.h"
#include "hub/run.h"

/* url: of the hub, without a slash at its end. */
char *sarif_write(struct arena *mem, const char *url, const struct run *run,
                  const struct finding *findings);

#endif
