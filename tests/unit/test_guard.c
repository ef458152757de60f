/* lib/base/guard.c, guard_range.c: ASVS 1.3.6 */
#include "base/guard.h"

#include <arpa/inet.h>
#include <stdlib.h>

#include "inside.h"
#include "scene.h"

static const char *const schemes[] = {
    "file:///etc/passwd",
    "gopher://example.com/",
    "dict://example.com/",
    "ftp://example.com/",
    "ldap://example.com/",
    "unix:/run/x.sock",
    "git+ssh://example.com/",
    "ssh://-oProxyCommand=x/",
    "javascript:alert(1)",
    "//example.com/",
    "https:example.com",
    "https:/example.com",
    "HTTPS+://example.com",
    "ext::sh -c id",
    "fd::3",
    "http://",
    "https://?",
    "https://#",
};

static int public_once(const char *host, struct in6_addr at[])
{
    return strcmp(host, "nobody.example") != 0 && inet_pton(AF_INET6, "2606:2800::1", &at[0]) == 1
               ? 1
               : -1;
}

static int mixed(const char *host, struct in6_addr at[])
{
    (void)host;
    inet_pton(AF_INET6, "2606:2800::1", &at[0]);
    inet_pton(AF_INET6, "::ffff:127.0.0.1", &at[1]);
    return 2;
}

static const char *why(struct arena *mem, const char *url)
{
    struct guard_target target;
    return guard_target(mem, GUARD_WEB, url, &target);
}

static int begin(void **state)
{
    setenv("NOPANIC_ALLOW_PRIVATE", "", 1);
    setenv("NOPANIC_CALL_PORTS", "80 443 8443", 1);
    guard_resolve_by(public_once);
    return scene_memory(state);
}

static int end(void **state)
{
    guard_resolve_by(NULL);
    return scene_no_memory(state);
}

static void asvs_1_3_6_no_way_leads_inside(void **state)
{
    struct arena *mem = *state;
    for (size_t i = 0; i < COUNT_OF(inside); i++)
        for (int port = 0; port < 2; port++) {
            const char *url = text_format(mem, "http://%s%s/", inside[i], port ? ":8443" : "");
            if (!why(mem, url) || !guard_refuses(mem, GUARD_WEB, url))
                fail_msg("%s may be called", url);
        }
}

static void asvs_1_3_6_other_schemes_are_refused(void **state)
{
    for (size_t i = 0; i < COUNT_OF(schemes); i++) {
        struct guard_target target;
        if (!why(*state, schemes[i]) || !guard_target(*state, GUARD_GIT, schemes[i], &target))
            fail_msg("%s may be called", schemes[i]);
    }
}

static void what_is_public_may_be_called(void **state)
{
    static const char *const good[] = {
        "https://example.com",         "http://example.com:8443/a?b=c@d#e",
        "https://EXAMPLE.com/",        "https://xn--bcher-kva.example/x",
        "https://93.184.216.34/",      "https://172.15.255.255/",
        "https://172.32.0.1/",         "https://100.128.0.0/",
        "https://[2606:2800::1]:443/", "https://hooks.example/a/b:c",
        "https://1.example/"
    };
    for (size_t i = 0; i < COUNT_OF(good); i++) {
        const char *reason = why(*state, good[i]);
        if (reason)
            fail_msg("%s is refused: %s", good[i], reason);
    }
}

static void the_target_says_to_what_one_may_connect(void **state)
{
    struct guard_target target;
    assert_null(guard_target(*state, GUARD_WEB, "https://Example.COM:8443/x", &target));
    assert_string_equal(target.scheme, "https");
    assert_string_equal(target.host, "example.com");
    assert_int_equal(target.port, 8443);
    assert_int_equal(target.count, 1);
    struct sockaddr_in6 same = { .sin6_family = AF_INET6 }, other = same;
    inet_pton(AF_INET6, "2606:2800::1", &same.sin6_addr);
    inet_pton(AF_INET6, "::1", &other.sin6_addr);
    assert_true(guard_covers(&target, (const void *)&same));
    assert_false(guard_covers(&target, (const void *)&other));

    assert_null(guard_target(*state, GUARD_WEB, "https://93.184.216.34", &target));
    struct sockaddr_in v4 = { .sin_family = AF_INET };
    inet_pton(AF_INET, "93.184.216.34", &v4.sin_addr);
    assert_true(guard_covers(&target, (const void *)&v4));
    assert_string_equal(guard_text(*state, &target.at[0]), "93.184.216.34");
}

static void asvs_1_3_6_one_address_inside_refuses_all_of_a_name(void **state)
{
    guard_resolve_by(mixed);
    const char *reason = why(*state, "https://mixed.example/");
    assert_non_null(reason);
    assert_non_null(strstr(reason, "127.0.0.1"));
    assert_non_null(guard_refuses(*state, GUARD_WEB, "https://mixed.example/"));
}

static void a_name_that_nobody_knows_may_be_kept_and_not_be_called(void **state)
{
    assert_null(guard_refuses(*state, GUARD_WEB, "https://nobody.example/"));
    assert_string_equal(why(*state, "https://nobody.example/"), "the name is not known");
}

static void ports_are_those_of_the_list(void **state)
{
    static const char *const bad[] = {
        "https://example.com:22/",   "https://example.com:5432/",      "https://example.com:0/",
        "https://example.com:/",     "https://example.com:65979/",     "https://example.com:8443x/",
        "https://example.com:+443/", "https://example.com:4294967376/"
    };
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        if (!why(*state, bad[i]))
            fail_msg("%s may be called", bad[i]);
    assert_null(why(*state, "http://example.com:443/"));
}

static void ssh_is_for_git_alone(void **state)
{
    struct guard_target target;
    assert_null(guard_target(*state, GUARD_GIT, "ssh://example.com/x.git", &target));
    assert_int_equal(target.port, 22);
    assert_non_null(why(*state, "ssh://example.com/x.git"));
}

static void the_operator_opens_ranges_and_nothing_beside_them(void **state)
{
    setenv("NOPANIC_ALLOW_PRIVATE", "10.1.0.0/16, 127.0.0.2 fd00:1::/32", 1);
    assert_null(why(*state, "http://10.1.255.255/"));
    assert_null(why(*state, "http://127.0.0.2/"));
    assert_null(why(*state, "http://[fd00:1::7]/"));
    assert_non_null(why(*state, "http://10.2.0.0/"));
    assert_non_null(why(*state, "http://127.0.0.1/"));
    assert_non_null(why(*state, "http://[fd00:2::7]/"));
    assert_non_null(why(*state, "http://[::1]/"));
    static const char *const mistakes[] = { "x",  "10.0.0.0/33", "10.0.0.0/-1",
                                            "/8", "10/8",        "10.0.0.0/" };
    for (size_t i = 0; i < COUNT_OF(mistakes); i++) {
        setenv("NOPANIC_ALLOW_PRIVATE", mistakes[i], 1);
        assert_non_null(why(*state, "http://10.0.0.0/"));
    }
    setenv("NOPANIC_ALLOW_PRIVATE", "0.0.0.0/0", 1);
    assert_null(why(*state, "http://10.0.0.1/"));
    assert_non_null(why(*state, "http://[::1]/"));
}

#define GUARDED(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        GUARDED(asvs_1_3_6_no_way_leads_inside),
        GUARDED(asvs_1_3_6_other_schemes_are_refused),
        GUARDED(what_is_public_may_be_called),
        GUARDED(the_target_says_to_what_one_may_connect),
        GUARDED(asvs_1_3_6_one_address_inside_refuses_all_of_a_name),
        GUARDED(a_name_that_nobody_knows_may_be_kept_and_not_be_called),
        GUARDED(ports_are_those_of_the_list),
        GUARDED(ssh_is_for_git_alone),
        GUARDED(the_operator_opens_ranges_and_nothing_beside_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
