/* gl-coverage-fuzzing-report.json: the findings of GitLab's fuzzing, each with its log. */
#include "base/json.h"
#include "hub/post_read.h"

static const char *of(const struct json *object, const char *key)
{
    const char *text = json_text(json_get(object, key));
    return text ? text : "";
}

/* The log is the snippet; a finding without it has its words. */
static struct bytes log_of(struct arena *mem, const struct json *finding)
{
    struct bytes log = json_bytes(json_get(finding, "stacktrace_snippet"));
    if (log.size > 0)
        return log;
    const struct json *location = json_get(finding, "location");
    return bytes_from(text_format(mem, "%s\n%s\n%s\n%s\n", of(finding, "message"),
                                  of(finding, "description"), of(location, "crash_type"),
                                  of(location, "crash_state")));
}

bool post_read_gitlab(struct post *post, struct bytes text)
{
    static const char word[] = "\"coverage_fuzzing\"";
    if (text.size == 0 || *text.at != '{' || !memmem(text.at, text.size, word, sizeof(word) - 1))
        return false;
    const struct json *report = json_try(post->mem, text);
    const struct json *findings = json_get(report, "vulnerabilities");
    if (json_count(findings) == 0)
        return false;
    for (size_t i = 0; i < json_count(findings); i++)
        post_add_log(post, log_of(post->mem, json_at(findings, i)));
    return true;
}
