/* The forms in which a post may come; each function fills the post or fails, naming field and
 * limit. */
#ifndef HUB_POST_READ_H
#define HUB_POST_READ_H

#include "hub/post.h"

struct post *post_new(struct arena *mem);

/* Sets one of the fields of the contract: "repo", "commit", …; value NULL sets nothing.  A field
 * that is given twice must say the same: else fail(FAIL_INPUT). */
void post_set(struct post *post, const char *field, const char *value);
/* The names that post_set() knows; NULL past the last. */
const char *post_field(size_t index);
const char *post_get(const struct post *post, const char *field); /* NULL if not sent */

/* The body is one log. */
void post_read_text(struct post *post, struct bytes body);
/* multipart/form-data: fields, parts log, crasher and source (a file by its path inside the
 * repository), and meta, a JSON object of fields. */
void post_read_form(struct post *post, const char *content_type, struct bytes body);
/* application/json: {"repo",…,"results":[{"package","target","engine","log","stats","crashers"}]}.
 */
void post_read_json(struct post *post, struct bytes body);

/* application/x-tar, gzip, zip: what fuzzers leave on disk (layout.h). */
void post_read_archive(struct post *post, struct bytes body);

/* One log, or a report that holds some. */
void post_read_log(struct post *post, struct bytes text);
/* False, with nothing added, if it is no report of GitLab with findings. */
bool post_read_gitlab(struct post *post, struct bytes text);

/* The part meta of a form: a JSON object of fields. */
void post_read_meta(struct post *post, struct bytes text);

/* Together, after reading: that there is a repository and something to store. */
void post_check(const struct post *post);

/* A part archive of a form; inputs in it may belong to logs that came with it. */
void post_add_archive(struct post *post, struct bytes body, bool with_logs);

/* For the readers: a log of nothing yet, at the end of the post's; an input at the end of a list.
 * Secrets in reports of CASR are cut here. */
struct post_log *post_add_log(struct post *post, struct bytes text);
struct post_input *post_add_input(struct post *post, struct post_inputs *list, const char *name,
                                  struct bytes data);

#endif
