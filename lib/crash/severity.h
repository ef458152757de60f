/* How bad a crash is, by its type; the table is in severity.c. */
#ifndef CRASH_SEVERITY_H
#define CRASH_SEVERITY_H

#include "crash/crash.h"

/* Sets severity and severity_reason by engine and type. */
void severity_set(struct crash *crash);

#endif
