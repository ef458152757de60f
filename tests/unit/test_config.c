/* lib/base/config.c */
#include "base/config.h"

#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/text.h"
#include "scene.h"

/* The exit status of a program that asks for a number, or a signal as a negative number. */
static int status_of_asking_for(const char *name)
{
    int status = 0;
    pid_t pid = fork();
    if (pid == 0) {
        close(STDERR_FILENO);
        config_int(name);
        _exit(0);
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}

static void a_setting_that_is_unset_or_empty_has_its_default(void **state)
{
    (void)state;
    unsetenv("NOPANIC_TEMPLATES");
    assert_string_equal(config_text("TEMPLATES"), "templates");
    setenv("NOPANIC_TEMPLATES", "", 1);
    assert_string_equal(config_text("TEMPLATES"), "templates");
    setenv("NOPANIC_TEMPLATES", "/x", 1);
    assert_string_equal(config_text("TEMPLATES"), "/x");
    unsetenv("NOPANIC_URL");
    assert_null(config_text("URL"));
}

static void a_number_outside_its_bounds_ends_the_program(void **state)
{
    (void)state;
    static const char *const bad[] = { "0", "65", "-1", "two", "2 ", "99999999999999999999" };
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        setenv("NOPANIC_WORKERS", bad[i], 1);
        assert_int_equal(status_of_asking_for("WORKERS"), 1);
    }
    setenv("NOPANIC_WORKERS", "64", 1);
    assert_int_equal(status_of_asking_for("WORKERS"), 0);
    assert_int_equal(config_int("WORKERS"), 64);
    unsetenv("NOPANIC_WORKERS");
    assert_int_equal(config_int("WORKERS"), 2);
}

static void a_setting_that_is_not_in_the_table_is_a_bug(void **state)
{
    (void)state;
    assert_int_equal(status_of_asking_for("WORKER"), -SIGABRT);
}

static void flags_take_four_words_for_yes(void **state)
{
    (void)state;
    static const char *const yes[] = { "1", "yes", "ON", "True" }, *const no[] = { "0", "no", "y" };
    for (size_t i = 0; i < COUNT_OF(yes); i++) {
        setenv("NOPANIC_AUTH", yes[i], 1);
        assert_true(config_flag("AUTH"));
    }
    for (size_t i = 0; i < COUNT_OF(no); i++) {
        setenv("NOPANIC_AUTH", no[i], 1);
        assert_false(config_flag("AUTH"));
    }
    unsetenv("NOPANIC_AUTH");
}

static void an_unknown_name_is_found_and_its_value_is_not_told(void **state)
{
    (void)state;
    setenv("NOPANIC_TOKEN", "secret", 1); /* of push.sh */
    assert_null(config_unknown());
    unsetenv("NOPANIC_TOKEN");
    setenv("NOPANIC_WORKER", "secret", 1);
    assert_string_equal(config_unknown(), "NOPANIC_WORKER");
    unsetenv("NOPANIC_WORKER");
    setenv("XNOPANIC_WORKER", "1", 1);
    assert_null(config_unknown());
}

static void the_table_is_in_order(void **state)
{
    (void)state;
    size_t count = 0;
    for (const struct config_entry *e; (e = config_entry(count)); count++) {
        int64_t value;
        assert_true(*e->name && *e->says && e->says[strlen(e->says) - 1] == '.');
        if (e->least == 0 && e->most == 0)
            continue;
        assert_true(text_to_int(e->value, &value));
        assert_true(value >= e->least && value <= e->most);
    }
    assert_true(count > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_setting_that_is_unset_or_empty_has_its_default),
        cmocka_unit_test(a_number_outside_its_bounds_ends_the_program),
        cmocka_unit_test(a_setting_that_is_not_in_the_table_is_a_bug),
        cmocka_unit_test(flags_take_four_words_for_yes),
        cmocka_unit_test(an_unknown_name_is_found_and_its_value_is_not_told),
        cmocka_unit_test(the_table_is_in_order),
    };
    /* The runner's own settings are not the subject. */
    unsetenv("NOPANIC_TEST_DATABASE");
    unsetenv("NOPANIC_TEST_CLUSTER");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
