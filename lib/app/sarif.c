#include "app/sarif.h"

#include "app/fill.h"
#include "base/clock.h"
#include "base/json.h"

static const char schema[] =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/* A kind of crash. */
struct rule {
    struct rule *next;
    const char *kind, *severity; /* the worst that it has here */
};

struct sarif {
    struct arena *mem;
    const char *url;
    struct rule *rules, **rules_end;
};

/* The second is CVSS-like, as GitHub sorts by it. */
static const struct {
    const char *severity, *level, *score;
} levels[] = { { "critical", "error", "9.5" },
               { "high", "error", "8.0" },
               { "medium", "warning", "5.0" },
               { "low", "note", "2.0" } };

static size_t level_of(const char *severity)
{
    size_t i = 0;
    while (i < COUNT_OF(levels) - 1 && strcmp(levels[i].severity, severity) != 0)
        i++;
    return i;
}

/* The place of the finding's rule, which is added if it is new. */
static int64_t rule_of(struct sarif *sarif, const struct finding *f)
{
    int64_t index = 0;
    struct rule *rule = sarif->rules;
    for (; rule && strcmp(rule->kind, f->kind) != 0; rule = rule->next)
        index++;
    if (!rule) {
        rule = *sarif->rules_end = ARENA_ONE(sarif->mem, struct rule);
        sarif->rules_end = &rule->next;
        *rule = (struct rule){ NULL, f->kind, f->severity };
    }
    if (level_of(f->severity) < level_of(rule->severity))
        rule->severity = f->severity;
    return index;
}

static void write_rules(const struct sarif *sarif, struct json *driver)
{
    struct json *rules = json_set_array(driver, "rules");
    for (const struct rule *rule = sarif->rules; rule; rule = rule->next) {
        struct json *to = json_add_object(rules);
        json_set_text(to, "id", rule->kind);
        json_set_text(json_set_object(to, "shortDescription"), "text", rule->kind);
        size_t level = level_of(rule->severity);
        json_set_text(json_set_object(to, "defaultConfiguration"), "level", levels[level].level);
        struct json *properties = json_set_object(to, "properties");
        json_set_text(properties, "security-severity", levels[level].score);
        json_add_text(json_set_array(properties, "tags"), "fuzzing");
    }
}

/* A path as a URI: relative as it is, absolute with its scheme, that of Windows with slashes. */
static const char *uri_of(struct arena *mem, const char *path)
{
    char *file = text_copy(mem, path);
    bool drive = file[0] && file[1] == ':' && (file[2] == '\\' || file[2] == '/');
    for (char *c = file; drive && *c; c++)
        if (*c == '\\')
            *c = '/';
    if (drive)
        return text_format(mem, "file:///%c:%s", file[0], fill_query(mem, file + 2));
    return text_format(mem, "%s%s", file[0] == '/' ? "file://" : "", fill_query(mem, file));
}

static void write_location(struct sarif *sarif, struct json *to, const struct finding *f)
{
    struct json *location = json_add_object(json_set_array(to, "locations"));
    if (f->file) {
        struct json *physical = json_set_object(location, "physicalLocation");
        json_set_text(json_set_object(physical, "artifactLocation"), "uri",
                      uri_of(sarif->mem, f->file));
        if (f->line > 0)
            json_set_int(json_set_object(physical, "region"), "startLine", f->line);
    }
    struct json *logical = json_add_object(json_set_array(location, "logicalLocations"));
    json_set_text(logical, "fullyQualifiedName", f->function ? f->function : f->name);
    json_set_text(logical, "kind", "function");
}

/* That it is muted, or that it will not be fixed. */
static void write_suppression(struct json *to, const struct finding *f)
{
    struct json *suppressions = json_set_array(to, "suppressions");
    bool closed = strcmp(f->crasher_state, "wontfix") == 0;
    if (!f->muted && !closed)
        return;
    struct json *suppression = json_add_object(suppressions);
    json_set_text(suppression, "kind", "external");
    json_set_text(suppression, "justification", closed ? "will not be fixed" : "muted");
}

static void write_result(struct sarif *sarif, struct json *results, const struct finding *f)
{
    struct json *to = json_add_object(results);
    json_set_text(to, "ruleId", f->kind);
    json_set_int(to, "ruleIndex", rule_of(sarif, f));
    json_set_text(to, "level", levels[level_of(f->severity)].level);
    json_set_text(json_set_object(to, "message"), "text",
                  text_format(sarif->mem, "%s. Found by %s of %s; %s: %s.", f->title, f->name,
                              f->path, f->severity, f->severity_reason));
    json_set_int(to, "occurrenceCount", f->crashes);
    json_set_text(to, "hostedViewerUri",
                  text_format(sarif->mem, "%s/c/%" PRId64, sarif->url, f->crasher));
    if (f->signature)
        json_set_text(json_set_object(to, "partialFingerprints"), "nopanicSignature/v1",
                      f->signature);
    write_location(sarif, to, f);
    write_suppression(to, f);
    json_set_bool(json_set_object(to, "properties"), "new", f->is_new);
}

/* A result of a function that gave no verdict is none of the code: it is of the tool. */
static bool write_failures(struct sarif *sarif, struct json *invocation,
                           const struct finding *findings)
{
    struct json *all = json_set_array(invocation, "toolExecutionNotifications");
    bool any = false;
    int64_t target = 0;
    for (const struct finding *f = findings; f; f = f->next) {
        if (f->failure && f->target != target) {
            struct json *to = json_add_object(all);
            any = true;
            json_set_text(to, "level", "error");
            json_set_text(json_set_object(to, "message"), "text",
                          text_format(sarif->mem, "%s of %s: %s%s%s", f->name, f->path, f->failure,
                                      f->reason ? ": " : "", f->reason ? f->reason : ""));
        }
        target = f->target;
    }
    return any;
}

static void write_invocation(struct sarif *sarif, struct json *to, const struct run *run,
                             const struct finding *findings)
{
    struct json *invocation = json_add_object(json_set_array(to, "invocations"));
    json_set_text(invocation, "startTimeUtc", clock_iso(sarif->mem, run->started_at));
    json_set_text(invocation, "endTimeUtc", clock_iso(sarif->mem, run->last_at));
    bool failed = write_failures(sarif, invocation, findings);
    json_set_bool(invocation, "executionSuccessful", !failed);
}

static void write_facts(struct json *to, const struct run *run, bool whole)
{
    struct json *properties = json_set_object(to, "properties");
    json_set_text(properties, "repository", run->repo);
    json_set_int(properties, "run", run->id);
    json_set_text(properties, "commit", run->commit);
    json_set_text(properties, "branch", run->branch);
    json_set_bool(properties, "complete", whole);
}

char *sarif_write(struct arena *mem, const char *url, const struct run *run,
                  const struct finding *findings)
{
    struct sarif sarif = { .mem = mem, .url = url };
    sarif.rules_end = &sarif.rules;
    struct json *log = json_new_object(mem);
    json_set_text(log, "$schema", schema);
    json_set_text(log, "version", "2.1.0");
    struct json *to = json_add_object(json_set_array(log, "runs"));
    struct json *driver = json_set_object(json_set_object(to, "tool"), "driver");
    json_set_text(driver, "name", "nopanic");
    json_set_text(driver, "informationUri", url);
    json_set_text(json_set_object(to, "automationDetails"), "id",
                  text_format(mem, "nopanic/%s/%" PRId64, run->repo, run->id));
    write_invocation(&sarif, to, run, findings);
    struct json *results = json_set_array(to, "results");
    int64_t count = 0;
    for (const struct finding *f = findings; f && count < FINDING_MAX; f = f->next, count++)
        if (f->crasher != 0)
            write_result(&sarif, results, f);
    write_rules(&sarif, driver);
    write_facts(to, run, !findings || count < FINDING_MAX);
    return json_write(mem, log);
}
