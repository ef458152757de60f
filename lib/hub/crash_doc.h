/* A crash as the functions of sql/schema/004_functions.sql take it: what a crasher is made of. */
#ifndef HUB_CRASH_DOC_H
#define HUB_CRASH_DOC_H

#include "base/json.h"
#include "crash/crash.h"

/* Sets {signature, version, weak, severity, severity_reason, engine, kind, title, message,
 * function?, file?, line?, frames, trace, stacks}. */
void crash_doc_fill(struct arena *mem, struct json *object, const struct crash *crash);

#endif
