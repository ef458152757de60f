/* lib/crash/gocorpus.c, gocorpus_write.c, goliteral.c: inputs of Go's fuzzing */
#include "crash/gocorpus.h"
#include "scene.h"

#define HEAD "go test fuzz v1\n"

static const struct gocorpus *corpus(void **state, const char *file)
{
    const char *reason;
    const struct gocorpus *read = gocorpus_read(*state, bytes_from(file), &reason);
    if (!read)
        fail_msg("%s: %s", file, reason);
    return read;
}

static void values_have_their_types(void **state)
{
    static const struct {
        const char *line, *type, *text;
        enum gocorpus_kind kind;
    } cases[] = {
        { "[]byte(\"a\\x00\\xff\")", "[]byte", "\"a\\x00\\xff\"", GOCORPUS_BYTES },
        { "string(\"\\u00e9\\\"\\n\")", "string", "\"\xc3\xa9\\\"\\n\"", GOCORPUS_STRING },
        { "string(`a\\n\"`)", "string", "\"a\\\\n\\\"\"", GOCORPUS_STRING },
        { "bool(false)", "bool", "false", GOCORPUS_BOOL },
        { "int(-3)", "int", "-3", GOCORPUS_SIGNED },
        { "int8(-128)", "int8", "-128", GOCORPUS_SIGNED },
        { "int64(-9223372036854775808)", "int64", "-9223372036854775808", GOCORPUS_SIGNED },
        { "int64(0x7fffffffffffffff)", "int64", "9223372036854775807", GOCORPUS_SIGNED },
        { "uint64(18446744073709551615)", "uint64", "18446744073709551615", GOCORPUS_UNSIGNED },
        { "uint16(0b101)", "uint16", "5", GOCORPUS_UNSIGNED },
        { "uint32(1_000)", "uint32", "1000", GOCORPUS_UNSIGNED },
        { "byte('\\a')", "byte", "'\\a' (7)", GOCORPUS_UNSIGNED },
        { "byte('\\xff')", "byte", "255", GOCORPUS_UNSIGNED },
        { "rune('\xc3\xa9')", "rune", "'\xc3\xa9' (233)", GOCORPUS_SIGNED },
        { "rune('\\'')", "rune", "'\\'' (39)", GOCORPUS_SIGNED },
        { "int32(-1)", "int32", "-1", GOCORPUS_SIGNED },
        { "float64(14.5)", "float64", "14.5", GOCORPUS_FLOAT },
        { "float32(-1e+09)", "float32", "-1e+09", GOCORPUS_FLOAT },
        { "float64(NaN)", "float64", "NaN", GOCORPUS_FLOAT },
        { "math.Float64frombits(0x7ff8000000000002)", "math.Float64frombits", "0x7ff8000000000002",
          GOCORPUS_FLOAT },
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const struct gocorpus *read =
            corpus(state, text_format(*state, HEAD "%s\n", cases[i].line));
        assert_int_equal(read->count, 1);
        assert_int_equal(read->values->kind, cases[i].kind);
        assert_string_equal(read->values->type, cases[i].type);
        assert_string_equal(read->values->text, cases[i].text);
    }
}

static void what_go_would_not_read_is_refused_with_its_line(void **state)
{
    static const char *const lines[] = {
        "[]byte(\"a)",
        "[]byte(\"a\"b\")",
        "string('a')",
        "bool(1)",
        "int8(128)",
        "int8(-129)",
        "uint8(256)",
        "uint(-1)",
        "int(9223372036854775808)",
        "uint64(18446744073709551616)",
        "int(0x)",
        "int(08)",
        "rune('ab')",
        "rune('\\ud800')",
        "string(\"\\x4\")",
        "string(\"\\400\")",
        "string(\"\\q\")",
        "float64(1e)",
        "float64(x)",
        "float64(1..2)",
        "complex128(1)",
        "int64 3",
        "int64(3",
        "(3)",
        "hello",
        "float64(-NaN)",
    };
    for (size_t i = 0; i < COUNT_OF(lines); i++) {
        const char *reason = NULL;
        const char *file = text_format(*state, HEAD "int(1)\n%s\n", lines[i]);
        if (gocorpus_read(*state, bytes_from(file), &reason))
            fail_msg("%s was read", lines[i]);
        assert_string_equal(reason, "line 3 is no value that Go can fuzz");
    }
}

static void other_files_are_none(void **state)
{
    static const struct {
        const char *file, *reason;
    } cases[] = {
        { "", "the first line is not \"go test fuzz v1\"" },
        { "go test fuzz v2\nint(1)\n", "the first line is not \"go test fuzz v1\"" },
        { HEAD, "there is no value" },
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const char *reason = NULL;
        assert_null(gocorpus_read(*state, bytes_from(cases[i].file), &reason));
        assert_string_equal(reason, cases[i].reason);
    }
    struct text many = text_new(*state, 1024 * 1024);
    text_add(&many, HEAD);
    for (int i = 0; i <= GOCORPUS_VALUES_MAX; i++)
        text_add(&many, "int(1)\n");
    const char *reason = NULL;
    assert_null(gocorpus_read(*state, bytes_from(many.at), &reason));
    assert_string_equal(reason, "more than 100 values");
}

static void the_one_argument_of_bytes_is_the_raw_input(void **state)
{
    struct bytes raw;
    assert_true(gocorpus_raw(corpus(state, HEAD "int(1)\r\n[]byte(\"a\\x00\\377\")\r\n"), &raw));
    assert_true(bytes_equal(raw, BYTES("a\0\xff")));
    assert_true(gocorpus_raw(corpus(state, HEAD "string(\"\")"), &raw));
    assert_int_equal(raw.size, 0);
    assert_false(gocorpus_raw(corpus(state, HEAD "int(1)\n"), &raw));
    assert_false(gocorpus_raw(corpus(state, HEAD "string(\"a\")\n[]byte(\"b\")\n"), &raw));
}

static void what_cannot_be_seen_is_escaped(void **state)
{
    const struct gocorpus *read =
        corpus(state, HEAD "string(\"a\\u202e\xe2\x80\x8b\\u0085 \\U000e0001\")\n");
    assert_string_equal(read->values->text, "\"a\\u202e\\u200b\\u0085 \\U000e0001\"");
}

static void an_input_becomes_a_seed(void **state)
{
    const struct gocorpus *read =
        corpus(state, HEAD "[]byte(\"a\\x00\")\nint64(-3)\nrune('x')\nfloat64(+Inf)\nfloat32(2)\n"
                           "math.Float32frombits(0x7fc00002)\n");
    assert_string_equal(gocorpus_write_seed(*state, read),
                        "f.Add([]byte(\"a\\x00\"), int64(-3), rune(120), float64(math.Inf(1)), "
                        "float32(2), math.Float32frombits(0x7fc00002))");
}

static void an_input_becomes_a_test(void **state)
{
    const struct gocorpus *read = corpus(state, HEAD "[]byte(\"a\")\nfloat64(NaN)\n");
    assert_string_equal(gocorpus_write_test(*state, read, "xor", "FuzzMask"),
                        "package xor\n\nimport (\n\t\"math\"\n\t\"testing\"\n)\n\n"
                        "// An input that FuzzMask failed with.\n"
                        "func TestFuzzMaskCrasher(t *testing.T) {\n"
                        "\tvalue1 := []byte(\"a\")\n\tvalue2 := float64(math.NaN())\n"
                        "\t// Here goes what FuzzMask does with its arguments.\n"
                        "\tt.Log(value1, value2)\n}\n");
    assert_null(gocorpus_write_test(*state, read, NULL, "FuzzMask"));
    assert_null(gocorpus_write_test(*state, read, "a\nb", "FuzzMask"));
    const char *test = gocorpus_write_test(*state, read, "xor", "F()\nfunc x()");
    assert_non_null(strstr(test, "func TestFuzzCrasher(t *testing.T) {"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PURE(values_have_their_types),        PURE(what_go_would_not_read_is_refused_with_its_line),
        PURE(other_files_are_none),           PURE(the_one_argument_of_bytes_is_the_raw_input),
        PURE(what_cannot_be_seen_is_escaped), PURE(an_input_becomes_a_seed),
        PURE(an_input_becomes_a_test),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
