/* lib/app/csv.c: ASVS 1.2.10 */
#include "app/csv.h"

#include "scene.h"

static void asvs_1_2_10_what_begins_a_formula_is_text(void **state)
{
    static const char *const formulas[] = { "=HYPERLINK(\"http://e\")",
                                            "+1",
                                            "-1",
                                            "@x",
                                            "\tx",
                                            "\rx",
                                            " =1",
                                            "|x",
                                            "%x",
                                            "\xef\xbc\x9d"
                                            "1" };
    for (size_t i = 0; i < COUNT_OF(formulas); i++) {
        struct text csv = text_new(*state, 200);
        csv_field(&csv, formulas[i]);
        assert_memory_equal(csv.at, "\"'", 2);
        assert_int_equal(csv.at[csv.size - 1], '"');
    }
}

static void fields_are_quoted_and_lines_ended(void **state)
{
    struct text csv = text_new(*state, 200);
    csv_field(&csv, "a \"b\", c");
    csv_field(&csv, NULL);
    csv_field(&csv, "x\ny");
    csv_end(&csv);
    csv_field(&csv, "z");
    assert_string_equal(csv.at, "\"a \"\"b\"\", c\",\"\",\"x\ny\"\r\n\"z\"");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PURE(asvs_1_2_10_what_begins_a_formula_is_text),
        PURE(fields_are_quoted_and_lines_ended),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
