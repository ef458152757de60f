/* lib/hub/setting.c, reseal.c */
#include "hub/setting.h"

#include "base/seal.h"
#include "cast.h"
#include "hub/reseal.h"

static int64_t lost_count;

static void use_keys(const char *lines)
{
    char path[] = "/tmp/nopanic-keys.XXXXXX";
    int file = mkstemp(path);
    if (file < 0 || write(file, lines, strlen(lines)) != (ssize_t)strlen(lines))
        abort();
    close(file);
    secret_open(path);
    unlink(path);
}

#define ONE "k1 000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n"
#define TWO "k2 ff02030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1fff\n"

static struct hub set_scene(void **state)
{
    use_keys(ONE);
    scene_sql(*state, "INSERT INTO account (id, name, email, is_admin) OVERRIDING SYSTEM VALUE"
                      " VALUES (1, 'root', 'root@x', true), (4, 'carol', 'carol@x', false);"
                      "INSERT INTO repo (id, name, public) OVERRIDING SYSTEM VALUE"
                      " VALUES (1, 'red/priv', false), (2, 'blue/pub', true);");
    struct hub hub = cast_hub(*state);
    hub.account = 1;
    return hub;
}

static const struct setting *find(struct hub *hub, int64_t repo, const char *name)
{
    const struct setting *s = setting_list(hub, repo);
    while (s && strcmp(s->kind->name, name) != 0)
        s = s->next;
    return s;
}

static void set(struct hub *hub, int64_t repo, const char *name, const char *value)
{
    const struct setting_scope scope = { repo, repo ? "red/priv" : NULL, "10.0.0.9" };
    setting_set(hub, scope, find(hub, repo, name)->kind, value);
}

static void what_is_set_is_told_by_whom_and_when(void **state)
{
    struct hub hub = set_scene(state);
    assert_false(find(&hub, 0, "jira.user")->set);
    set(&hub, 0, "jira.user", "bot");
    const struct setting *s = find(&hub, 0, "jira.user");
    assert_true(s->set && s->changed_at > 0);
    assert_string_equal(s->value, "bot");
    assert_string_equal(s->account, "root");
    assert_value(&hub,
                 "SELECT action || ' ' || object || ' ' || address FROM audit ORDER BY id DESC "
                 "LIMIT 1",
                 "setting.set jira.user 10.0.0.9");
}

static void a_secret_is_stored_sealed_and_shown_to_nobody(void **state)
{
    struct hub hub = set_scene(state);
    set(&hub, 0, "jira.token", "canary-of-jira");
    const struct setting *s = find(&hub, 0, "jira.token");
    assert_true(s->set);
    assert_null(s->value);
    assert_value(&hub, "SELECT value IS NULL AND position('canary' in sealed) = 0 FROM setting",
                 "true");
    assert_value(&hub, "SELECT count(*) FROM audit a WHERE a::text LIKE '%canary%'", "0");
    assert_string_equal(setting_get(&hub, 0, "jira.token"), "canary-of-jira");
}

static void a_repository_has_its_own_before_that_of_the_hub(void **state)
{
    struct hub hub = set_scene(state);
    assert_null(setting_get(&hub, 1, "jira.token"));
    set(&hub, 0, "jira.token", "of the hub");
    set(&hub, 1, "jira.token", "of red");
    assert_string_equal(setting_get(&hub, 1, "jira.token"), "of red");
    assert_string_equal(setting_get(&hub, 2, "jira.token"), "of the hub");
    set(&hub, 1, "jira.token", "");
    assert_string_equal(setting_get(&hub, 1, "jira.token"), "of the hub");
    assert_value(&hub, "SELECT action || ' ' || object FROM audit ORDER BY id DESC LIMIT 1",
                 "setting.remove red/priv jira.token");
}

static void a_service_is_taken_whole_from_one_place(void **state)
{
    struct hub hub = set_scene(state);
    set(&hub, 0, "jira.url", "https://jira.example/");
    set(&hub, 0, "jira.token", "of the hub");
    set(&hub, 0, "s3.secret", "of the hub");
    set(&hub, 1, "jira.project", "RED");
    assert_string_equal(setting_get(&hub, 1, "jira.token"), "of the hub");
    assert_string_equal(setting_get(&hub, 1, "jira.project"), "RED");

    set(&hub, 1, "jira.url", "https://mine.example/");
    assert_string_equal(setting_get(&hub, 1, "jira.url"), "https://mine.example/");
    assert_null(setting_get(&hub, 1, "jira.token"));
    assert_string_equal(setting_get(&hub, 1, "jira.project"), "RED");
    assert_string_equal(setting_get(&hub, 1, "s3.secret"), "of the hub");
    assert_string_equal(setting_get(&hub, 2, "jira.token"), "of the hub");
    set(&hub, 1, "jira.url", "");
    assert_string_equal(setting_get(&hub, 1, "jira.token"), "of the hub");
}

static void a_hub_has_no_project_and_a_repository_no_mail(void **state)
{
    struct hub hub = set_scene(state);
    assert_null(find(&hub, 0, "jira.project"));
    assert_non_null(find(&hub, 1, "jira.project"));
    assert_null(find(&hub, 1, "mail.password"));
}

static void get_token(void *hub)
{
    setting_get(hub, 1, "jira.token");
}

static void a_sealed_value_that_was_moved_does_not_open(void **state)
{
    struct hub hub = set_scene(state);
    set(&hub, 0, "jira.token", "of the hub");
    scene_sql(*state, "UPDATE setting SET repo = 1");
    assert_int_equal(scene_fails(get_token, &hub), FAIL_BROKEN);
}

struct wish {
    struct hub *hub;
    const char *name, *value;
};

static void wish(void *arg)
{
    struct wish *w = arg;
    set(w->hub, 0, w->name, w->value);
}

static void what_cannot_be_is_refused_by_name(void **state)
{
    struct hub hub = set_scene(state);
    static const char *const bad[][2] = {
        { "jira.url", "javascript:alert(1)" },       { "slack.webhook", "file:///etc/passwd" },
        { "slack.webhook", "https://127.0.0.1/" },   { "s3.endpoint", "http://169.254.169.254/" },
        { "jira.url", "https://u:p@jira.example/" }, { "jira.user", "a\nb" }
    };
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        struct wish w = { &hub, bad[i][0], bad[i][1] };
        assert_int_equal(scene_fails(wish, &w), FAIL_REFUSED);
        assert_non_null(strstr(scene_reason(), bad[i][0]));
    }
    assert_value(&hub, "SELECT count(*) FROM setting", "0");
}

static void count_lost(const char *table, int64_t id, const char *kid)
{
    (void)id;
    lost_count += strcmp(table, "setting") == 0 && (!kid || strcmp(kid, "k1") == 0);
}

static void seal_one(struct hub *hub, const char *table, const char *column, const char *row)
{
    struct bytes sealed =
        seal_close(hub->mem, (struct seal_place){ table, column, row }, BYTES("secret"));
    scene_sql(&(struct scene){ hub->mem, hub->db },
              text_format(hub->mem, "UPDATE %s SET %s = '\\x%s' WHERE id = %s", table, column,
                          text_hex(hub->mem, sealed), row));
}

static void every_secret_is_resealed_with_the_newest_key(void **state)
{
    struct hub hub = set_scene(state);
    scene_sql(*state, "INSERT INTO channel (id, account, kind) OVERRIDING SYSTEM VALUE VALUES "
                      "(700, 1, 'slack');"
                      "INSERT INTO source (id, repo, kind, url) OVERRIDING SYSTEM VALUE VALUES (8, "
                      "1, 'git', 'x');");
    set(&hub, 0, "jira.token", "of the hub");
    set(&hub, 1, "jira.token", "of red");
    seal_one(&hub, "account", "totp_sealed", "4");
    seal_one(&hub, "channel", "sealed", "700");
    seal_one(&hub, "channel", "sealed_key", "700");
    seal_one(&hub, "source", "sealed", "8");

    use_keys(TWO ONE);
    struct reseal_counts n = reseal_all(&hub, true, count_lost);
    assert_true(n.resealed == 6 && n.current == 0 && n.lost == 0);
    n = reseal_all(&hub, true, count_lost);
    assert_int_equal(n.resealed, 6);
    n = reseal_all(&hub, false, count_lost);
    assert_true(n.resealed == 6 && n.current == 0 && n.lost == 0);
    use_keys(TWO);
    n = reseal_all(&hub, false, count_lost);
    assert_true(n.resealed == 0 && n.current == 6 && n.lost == 0);
    assert_string_equal(setting_get(&hub, 1, "jira.token"), "of red");
}

static void what_no_key_opens_is_told_and_left_alone(void **state)
{
    struct hub hub = set_scene(state);
    set(&hub, 0, "jira.token", "secret");
    set(&hub, 0, "s3.secret", "secret");
    scene_sql(*state, "UPDATE setting SET sealed = 'junk' WHERE name = 's3.secret'");
    use_keys(TWO);
    lost_count = 0;
    struct reseal_counts n = reseal_all(&hub, false, count_lost);
    assert_true(n.resealed == 0 && n.current == 0 && n.lost == 2);
    assert_int_equal(lost_count, 2);
    use_keys(ONE);
    assert_string_equal(setting_get(&hub, 0, "jira.token"), "secret");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCENE(what_is_set_is_told_by_whom_and_when),
        SCENE(a_secret_is_stored_sealed_and_shown_to_nobody),
        SCENE(a_repository_has_its_own_before_that_of_the_hub),
        SCENE(a_service_is_taken_whole_from_one_place),
        SCENE(a_hub_has_no_project_and_a_repository_no_mail),
        SCENE(a_sealed_value_that_was_moved_does_not_open),
        SCENE(what_cannot_be_is_refused_by_name),
        SCENE(every_secret_is_resealed_with_the_newest_key),
        SCENE(what_no_key_opens_is_told_and_left_alone),
    };
    return cmocka_run_group_tests(tests, scene_open, scene_close);
}
