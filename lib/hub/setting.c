#include "hub/setting.h"

#include "base/fail.h"
#include "base/guard.h"
#include "base/json.h"
#include "base/seal.h"
#include "hub/audit.h"
#include "hub/git_login.h"

static const struct setting_kind kinds[] = {
    { "slack", "slack.webhook", "Webhook address",
      "An incoming webhook of Slack, or what takes the same.", SETTING_SECRET_ADDRESS,
      SETTING_OF_BOTH },
    { "slack", "slack.token", "Token of a bot",
      "xoxb-…, with chat:write and users:read.email: for messages to members.", SETTING_SECRET,
      SETTING_OF_HUB },
    { "jira", "jira.url", "Address", "https://company.atlassian.net, say.", SETTING_ADDRESS,
      SETTING_OF_BOTH },
    { "jira", "jira.user", "Account", "Of Jira Cloud: its e-mail address. Empty for Data Center.",
      SETTING_TEXT, SETTING_OF_BOTH },
    { "jira", "jira.token", "Token", "Of Cloud an API token, of Data Center a personal one.",
      SETTING_SECRET, SETTING_OF_BOTH },
    { "jira", "jira.project", "Project", "Its key, VAULT, say, or its number.", SETTING_TEXT,
      SETTING_OF_REPO },
    { "jira", "jira.type", "Type of ticket", "Its name or number. Empty: Bug.", SETTING_TEXT,
      SETTING_OF_REPO },
    { "jira", "jira.labels", "Labels", "Blank between them.", SETTING_TEXT, SETTING_OF_REPO },
    { "jira", "jira.fields", "Further fields",
      "As JSON: {\"priority\":{\"name\":\"High\"}}. Saving tells which are needed.", SETTING_OBJECT,
      SETTING_OF_REPO },
    { "github", "github.url", "Address", "Of its API. Empty: https://api.github.com.",
      SETTING_ADDRESS, SETTING_OF_BOTH },
    { "github", "github.token", "Token", "That may read and write issues.", SETTING_SECRET,
      SETTING_OF_BOTH },
    { "github", "github.project", "Repository", "OWNER/NAME", SETTING_TEXT, SETTING_OF_REPO },
    { "github", "github.labels", "Labels", "Blank between them.", SETTING_TEXT, SETTING_OF_REPO },
    { "gitlab", "gitlab.url", "Address", "Empty: https://gitlab.com.", SETTING_ADDRESS,
      SETTING_OF_BOTH },
    { "gitlab", "gitlab.token", "Token", "With the scope api.", SETTING_SECRET, SETTING_OF_BOTH },
    { "gitlab", "gitlab.project", "Project", "GROUP/NAME, or its number.", SETTING_TEXT,
      SETTING_OF_REPO },
    { "gitlab", "gitlab.labels", "Labels", "Blank between them.", SETTING_TEXT, SETTING_OF_REPO },
    { "s3", "s3.endpoint", "Endpoint", "https://s3.eu-central-1.amazonaws.com, say.",
      SETTING_ADDRESS, SETTING_OF_BOTH },
    { "s3", "s3.key", "Access key ID", NULL, SETTING_TEXT, SETTING_OF_BOTH },
    { "s3", "s3.secret", "Secret access key", NULL, SETTING_SECRET, SETTING_OF_BOTH },
    { "git", "git.url", "Address", "https://git.company.com/{repo}.git, say; {repo} is OWNER/NAME.",
      SETTING_GIT_ADDRESS, SETTING_OF_HUB },
    { "git", "git.url", "Address", "https://git.company.com/team/vault.git, say.",
      SETTING_GIT_ADDRESS, SETTING_OF_REPO },
    { "git", "git.user", "User", "Some servers take any, and look at the token alone.",
      SETTING_TEXT, SETTING_OF_BOTH },
    { "git", "git.password", "Password or token", "Sent to the host of the address alone.",
      SETTING_SECRET, SETTING_OF_BOTH },
    { "mail", "mail.user", "User", "As whom the hub signs in to the mail server.", SETTING_TEXT,
      SETTING_OF_HUB },
    { "mail", "mail.password", "Password", NULL, SETTING_SECRET, SETTING_OF_HUB },
};

static bool applies(const struct setting_kind *kind, int64_t repo)
{
    return kind->of == SETTING_OF_BOTH || kind->of == (repo ? SETTING_OF_REPO : SETTING_OF_HUB);
}

bool setting_is_secret(const struct setting_kind *kind)
{
    return kind->form == SETTING_SECRET || kind->form == SETTING_SECRET_ADDRESS;
}

static struct seal_place place_of(struct hub *hub, int64_t repo, const char *name)
{
    return (struct seal_place){ "setting", "sealed",
                                text_format(hub->mem, "%" PRId64 " %s", repo, name) };
}

static void fill_stored(struct setting *first, struct db_rows *rows)
{
    while (db_next(rows)) {
        struct setting *s = first;
        while (s && strcmp(s->kind->name, db_text(rows, "name")) != 0)
            s = s->next;
        if (!s)
            continue; /* of another version */
        s->set = true;
        s->value = setting_is_secret(s->kind) ? NULL : db_text(rows, "value");
        s->account = db_text(rows, "account");
        s->changed_at = db_time(rows, "changed_at");
    }
}

const struct setting *setting_list(struct hub *hub, int64_t repo)
{
    struct setting *first = NULL, **end = &first;
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        if (!applies(&kinds[i], repo))
            continue;
        *end = ARENA_ONE(hub->mem, struct setting);
        (*end)->kind = &kinds[i];
        end = &(*end)->next;
    }
    fill_stored(first, sql_setting_list(hub->db, hub->mem, repo));
    return first;
}

static bool is_printable(const char *value)
{
    for (struct bytes rest = bytes_from(value); rest.size > 0;) {
        size_t size = text_character(rest);
        if (size == 0 || text_is_control((struct bytes){ rest.at, size }))
            return false;
        rest = (struct bytes){ rest.at + size, rest.size - size };
    }
    return true;
}

const char *setting_refuses(struct hub *hub, const struct setting_kind *kind, const char *value)
{
    if (strlen(value) > SETTING_VALUE_MAX)
        return text_format(hub->mem, "it is longer than %d bytes", SETTING_VALUE_MAX);
    if (!is_printable(value))
        return "it holds a control character, or is not UTF-8";
    if (kind->form == SETTING_OBJECT)
        return json_is_object(json_try(hub->mem, bytes_from(value))) ? NULL
                                                                     : "it is no JSON object";
    if (kind->form == SETTING_GIT_ADDRESS)
        return git_login_refuses(hub->mem, value, kind->of == SETTING_OF_HUB);
    bool calls = kind->form == SETTING_ADDRESS || kind->form == SETTING_SECRET_ADDRESS;
    return calls ? guard_refuses(hub->mem, GUARD_WEB, value) : NULL;
}

static bool is_git(const struct setting_kind *kind, const char *name)
{
    return strcmp(kind->service, "git") == 0 && strcmp(kind->name, name) == 0;
}

static void store(struct hub *hub, int64_t repo, const struct setting_kind *kind, const char *value)
{
    struct bytes sealed = { 0 };
    if (is_git(kind, "git.password")) {
        const char *url = setting_shown(hub, repo, "git.url");
        if (!url)
            fail(FAIL_REFUSED, "git.password: set the address first, since it is kept for that "
                               "host alone");
        value = git_login_bind(hub->mem, url, value);
    }
    if (setting_is_secret(kind)) {
        sealed = seal_close(hub->mem, place_of(hub, repo, kind->name), bytes_from(value));
        value = NULL;
    }
    sql_setting_set(hub->db, hub->mem, repo, kind->name, value, sealed, hub->account);
}

static void note(struct hub *hub, struct setting_scope scope, const char *action, const char *name)
{
    const char *object =
        scope.repo_name ? text_format(hub->mem, "%s %s", scope.repo_name, name) : name;
    audit_add(hub, action, object, scope.address);
}

static bool remove_one(struct hub *hub, struct setting_scope scope, const char *name)
{
    if (!db_next(sql_setting_remove(hub->db, hub->mem, scope.repo, name)))
        return false;
    note(hub, scope, "setting.remove", name);
    return true;
}

/* Before the address becomes another: whether its password is for another host then. */
static bool leaves_host(struct hub *hub, int64_t repo, const char *url)
{
    const char *before = setting_shown(hub, repo, "git.url");
    return before && strcmp(git_login_host(hub->mem, before), git_login_host(hub->mem, url)) != 0;
}

bool setting_set(struct hub *hub, struct setting_scope scope, const struct setting_kind *kind,
                 const char *value)
{
    const char *why = *value ? setting_refuses(hub, kind, value) : NULL;
    if (why)
        fail(FAIL_REFUSED, "%s: %s", kind->name, why);
    bool is_url = is_git(kind, "git.url");
    bool dropped =
        is_url && leaves_host(hub, scope.repo, value) && remove_one(hub, scope, "git.password");
    if (*value) {
        store(hub, scope.repo, kind, value);
        note(hub, scope, "setting.set", kind->name);
    } else {
        remove_one(hub, scope, kind->name);
    }
    if (scope.repo && strcmp(kind->service, "git") == 0)
        (void)sql_mirror_ask(hub->db, hub->mem, scope.repo);
    return dropped;
}

/* Where a repository's service is taken from: itself, or the hub (0).  What only repositories have
 * says nothing of that. */
static int64_t place_of_service(struct hub *hub, int64_t repo, const char *service)
{
    for (const struct setting *s = repo ? setting_list(hub, repo) : NULL; s; s = s->next)
        if (s->set && s->kind->of == SETTING_OF_BOTH && strcmp(s->kind->service, service) == 0)
            return repo;
    return 0;
}

static const struct setting_kind *kind_of(const char *name)
{
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        if (strcmp(kinds[i].name, name) == 0)
            return &kinds[i];
    fail(FAIL_BROKEN, "there is no setting %s", name);
}

/* false if no key opens it; NULL if it is not set. */
static bool open_value(struct hub *hub, int64_t repo, const char *name, const char **value)
{
    struct db_rows *rows = sql_setting_get(hub->db, hub->mem, repo, name);
    *value = NULL;
    if (!db_next(rows))
        return true;
    struct bytes plain, sealed = db_bytes(rows, "sealed");
    if (!sealed.at)
        *value = db_text(rows, "value");
    else if (seal_open(hub->mem, place_of(hub, repo, name), sealed, &plain))
        *value = plain.at;
    return *value != NULL;
}

const char *setting_get(struct hub *hub, int64_t repo, const char *name)
{
    const struct setting_kind *kind = kind_of(name);
    if (kind->of == SETTING_OF_BOTH)
        repo = place_of_service(hub, repo, kind->service);
    const char *value;
    if (!open_value(hub, repo, name, &value))
        fail(FAIL_BROKEN, "the setting %s cannot be opened with the keys that are here", name);
    return value;
}

const char *setting_get_own(struct hub *hub, int64_t repo, const char *name)
{
    const char *value;
    (void)open_value(hub, repo, name, &value);
    return value;
}

const char *setting_shown(struct hub *hub, int64_t repo, const char *name)
{
    struct db_rows *rows = sql_setting_shown(hub->db, hub->mem, repo, name);
    return db_next(rows) ? db_text(rows, "value") : NULL;
}
