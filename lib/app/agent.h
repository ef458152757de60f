/*
 * What a browser calls itself, in the words of people: "Firefox on Windows".
 */
#ifndef APP_AGENT_H
#define APP_AGENT_H

#include "base/text.h"

/* What is not known stays as it is; NULL is "Unknown browser". */
const char *agent_words(struct arena *mem, const char *agent);

#endif
