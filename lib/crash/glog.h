/* Lines as glog writes them, in Go and elsewhere: "W0622 11:59:19.138728   18712 x.go:12] words".
 */
#ifndef CRASH_GLOG_H
#define CRASH_GLOG_H

#include "base/text.h"

/* The words of such a line; the line itself, if it is none. */
struct bytes glog_words(struct bytes line);

#endif
