/* A post as the one argument of ingest_store() (sql/schema/004_functions.sql). */
#ifndef HUB_POST_DOC_H
#define HUB_POST_DOC_H

#include "hub/post_item.h"

struct post_doc {
    const char *json;
    struct bytes_list blobs;
};

struct post_doc post_doc(const struct post *post, const struct post_item *items);

#endif
