/* lib/app/csrf.c */
#include "app/csrf.h"
#include "base/web_own.h"
#include "cast.h"

enum { NOW = 1800000000, WEEK = 7 * 86400 };

static int open_keys(void **state)
{
    (void)state;
    cast_keys();
    return 0;
}

/* What nginx tells, and what the browser sends. */
struct visitor {
    const char *session, *account, *origin, *site;
};

static struct web *web_of(struct arena *mem, struct visitor visitor, const char *body)
{
    setenv("AUTH_SESSION", visitor.session ? visitor.session : "", 1);
    setenv("AUTH_ACCOUNT", visitor.account ? visitor.account : "", 1);
    setenv("HTTP_ORIGIN", visitor.origin ? visitor.origin : "", 1);
    setenv("HTTP_SEC_FETCH_SITE", visitor.site ? visitor.site : "", 1);
    setenv("HTTP_HOST", "hub.example:8080", 1);
    struct web *web = ARENA_ONE(mem, struct web);
    web->mem = mem;
    web->form_read = true;
    web->form = form_fields(mem, bytes_from(body));
    return web;
}

struct posting {
    struct web *web;
    int64_t now;
    bool origin_hidden;
};

static void check(void *arg)
{
    struct posting *p = arg;
    csrf_check(p->web, p->now, p->origin_hidden);
}

static enum fail posting(struct arena *mem, struct visitor visitor, const char *token, int64_t now)
{
    const char *body = token ? text_format(mem, "a=b&csrf=%s", token) : "a=b";
    return scene_fails(check, &(struct posting){ web_of(mem, visitor, body), now, false });
}

static const struct visitor alice = { .session = "aa", .account = "1" };
static const struct visitor bob = { .session = "bb", .account = "2" };
static const struct visitor stranger = { .session = NULL };

static const char *token_of(struct arena *mem, struct visitor visitor)
{
    return csrf_token(web_of(mem, visitor, ""), NOW);
}

static void a_form_of_ours_is_taken_for_a_week(void **state)
{
    const char *token = token_of(*state, alice);
    assert_int_equal(posting(*state, alice, token, NOW), FAIL_NOT);
    assert_int_equal(posting(*state, alice, token, NOW + WEEK - 1), FAIL_NOT);
    assert_int_equal(posting(*state, alice, token, NOW + WEEK), FAIL_DENIED);
    assert_int_equal(posting(*state, alice, token, NOW - 1), FAIL_DENIED);
}

static void each_form_has_a_token_of_its_own(void **state)
{
    const char *one = token_of(*state, alice), *two = token_of(*state, alice);
    assert_string_not_equal(one, two);
    assert_int_equal(posting(*state, alice, two, NOW), FAIL_NOT);
}

static void nobody_elses_token_is_taken(void **state)
{
    const char *token = token_of(*state, bob);
    assert_int_equal(posting(*state, alice, token, NOW), FAIL_DENIED);
    assert_int_equal(posting(*state, stranger, token, NOW), FAIL_DENIED);
    assert_int_equal(posting(*state, alice, token_of(*state, stranger), NOW), FAIL_DENIED);
    struct visitor later = { .session = "ab", .account = "1" }; /* signed in anew */
    assert_int_equal(posting(*state, later, token_of(*state, alice), NOW), FAIL_DENIED);
    struct visitor basic = { .account = "1" };
    assert_int_equal(posting(*state, basic, token_of(*state, alice), NOW), FAIL_DENIED);
    assert_int_equal(posting(*state, basic, token_of(*state, basic), NOW), FAIL_NOT);
}

static void what_is_no_token_is_refused(void **state)
{
    const char *token = token_of(*state, alice);
    static const char *const bad[] = { NULL, "", ".", "..", "1", "1.2", "1800000000..", "x.y.z" };
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        assert_int_equal(posting(*state, alice, bad[i], NOW), FAIL_DENIED);
    for (size_t i = 0; token[i]; i++) {
        char *bent = text_copy(*state, token);
        bent[i] = bent[i] == 'A' ? 'B' : 'A';
        assert_int_equal(posting(*state, alice, bent, NOW), FAIL_DENIED);
    }
    const char *more = text_format(*state, "%sA", token);
    assert_int_equal(posting(*state, alice, more, NOW), FAIL_DENIED);
}

static void another_site_is_refused_whatever_it_knows(void **state)
{
    static const struct {
        const char *origin, *site;
        enum fail kind;
    } sites[] = { { "http://hub.example:8080", "same-origin", FAIL_NOT },
                  { "https://hub.example:8080", NULL, FAIL_NOT },
                  { NULL, "none", FAIL_NOT },
                  { "https://evil.example", NULL, FAIL_DENIED },
                  { "http://hub.example", NULL, FAIL_DENIED },
                  { "http://hub.example:8080.evil.example", NULL, FAIL_DENIED },
                  { "null", NULL, FAIL_DENIED },
                  { NULL, "cross-site", FAIL_DENIED },
                  { NULL, "same-site", FAIL_DENIED } };
    const char *token = token_of(*state, alice);
    for (size_t i = 0; i < COUNT_OF(sites); i++) {
        struct visitor visitor = alice;
        visitor.origin = sites[i].origin;
        visitor.site = sites[i].site;
        if (posting(*state, visitor, token, NOW) != sites[i].kind)
            fail_msg("origin %s, site %s", sites[i].origin, sites[i].site);
    }
}

static void a_page_that_hides_its_origin_is_taken_without_one(void **state)
{
    static const struct {
        const char *origin, *site;
        enum fail kind;
    } sites[] = { { "null", "same-origin", FAIL_NOT },
                  { "null", NULL, FAIL_NOT },
                  { "http://hub.example:8080", "same-origin", FAIL_NOT },
                  { "null", "cross-site", FAIL_DENIED },
                  { "https://evil.example", NULL, FAIL_DENIED } };
    const char *body = text_format(*state, "csrf=%s", token_of(*state, stranger));
    for (size_t i = 0; i < COUNT_OF(sites); i++) {
        struct visitor visitor = { .origin = sites[i].origin, .site = sites[i].site };
        struct posting posting = { web_of(*state, visitor, body), NOW, true };
        if (scene_fails(check, &posting) != sites[i].kind)
            fail_msg("origin %s, site %s", sites[i].origin, sites[i].site);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PURE(a_form_of_ours_is_taken_for_a_week),
        PURE(each_form_has_a_token_of_its_own),
        PURE(nobody_elses_token_is_taken),
        PURE(what_is_no_token_is_refused),
        PURE(another_site_is_refused_whatever_it_knows),
        PURE(a_page_that_hides_its_origin_is_taken_without_one),
    };
    return cmocka_run_group_tests(tests, open_keys, NULL);
}
