/* What a run found as JUnit's XML, which CI systems show as test results. */
#ifndef APP_JUNIT_H
#define APP_JUNIT_H

#include "app/page.h"
#include "hub/finding.h"
#include "hub/run.h"

/* Fills the document of junit.tpl: a suite for each package, a case for each fuzz function.  What
 * crashed is a failure, what gave no verdict an error. */
void junit_fill(struct page *page, const struct run *run, const struct finding *findings);

#endif
