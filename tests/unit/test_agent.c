/* lib/app/agent.c */
#include "app/agent.h"

#include "scene.h"

static const char *words(void **state, const char *agent)
{
    return agent_words(*state, agent);
}

#define CHROME "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/149.0.0.0 Safari/537.36"

static void browser_and_system_are_named(void **state)
{
    static const char *const known[][2] = {
        { "Mozilla/5.0 (X11; Linux x86_64) " CHROME, "Chrome on Linux" },
        { "Mozilla/5.0 (Windows NT 10.0; Win64; x64) " CHROME " Edg/149.0.0.0", "Edge on Windows" },
        { "Mozilla/5.0 (Linux; Android 10; K) " CHROME, "Chrome on Android" },
        { "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
          "HeadlessChrome/156.0.0.0 Safari/537.36",
          "Chromium on Linux" },
        { "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
          "Firefox on Linux" },
        { "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like "
          "Gecko) Version/18.5 Safari/605.1.15",
          "Safari on macOS" },
        { "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, "
          "like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
          "Safari on iOS" },
        { "curl/8.14.1", "curl" },
    };
    for (size_t i = 0; i < COUNT_OF(known); i++)
        assert_string_equal(words(state, known[i][0]), known[i][1]);
}

static void what_is_not_known_stays_as_it_is(void **state)
{
    assert_string_equal(words(state, "Lynx/2.9.2"), "Lynx/2.9.2");
    assert_string_equal(words(state, "<b>Linux"), "<b>Linux");
    assert_string_equal(words(state, ""), "Unknown browser");
    assert_string_equal(words(state, NULL), "Unknown browser");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PURE(browser_and_system_are_named),
        PURE(what_is_not_known_stays_as_it_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
