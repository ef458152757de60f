/* lib/base/highlight.c, with the real program */
#include "base/highlight.h"

#include <stdlib.h>

#include "base/clock.h"
#include "scene.h"

/* The text with a letter for the colour of each byte. */
static const char *colours(struct arena *mem, const char *text, const char *language)
{
    const unsigned char *at = highlight(mem, bytes_from(text), language);
    if (!at)
        return NULL;
    char *shown = text_copy(mem, text);
    for (size_t i = 0; text[i]; i++)
        shown[i] = text[i] == '\n' ? '\n' : ".ksnfc"[at[i]];
    return shown;
}

static void names_tell_the_language(void **state)
{
    (void)state;
    assert_string_equal(highlight_language("helper/xor/xor.go"), "go");
    assert_string_equal(highlight_language("a.b/X.CPP"), "c");
    assert_string_equal(highlight_language("src/lib.rs"), "rs");
    assert_string_equal(highlight_language("a/b.tsx"), "ts");
    assert_null(highlight_language("a.go/README"));
    assert_null(highlight_language("LICENSE"));
    assert_null(highlight_language("a.golang"));
    assert_null(highlight_language(""));
}

static void each_byte_has_its_colour(void **state)
{
    assert_string_equal(colours(*state, "if x == 1 { // <&>\n\tf(\"a\\n'\")", "go"),
                        "kk......n...cccccc\n.f.ssssss.");
    assert_string_equal(colours(*state, "/* a\n b */ return;  \n\n", "c"),
                        "cccc\nccccc.kkkkkk...\n\n");
}

/* Of every language that a name can tell. */
static void all_languages_are_known(void **state)
{
    static const char *const names[] = {
        "a.go",   "a.c",   "a.cc",    "a.rs",  "a.java", "a.kt",  "a.py",    "a.js",   "a.ts",
        "a.cs",   "a.lua", "a.swift", "a.zig", "a.rb",   "a.php", "a.scala", "a.dart", "a.hs",
        "a.ml",   "a.ex",  "a.erl",   "a.f90", "a.fs",   "a.m",   "a.pl",    "a.sh",   "a.nim",
        "a.d",    "a.pyx", "a.jsx",   "a.adb", "a.jl",   "a.s",   "a.v",     "a.vhd",  "a.clj",
        "a.vala", "a.vb",  "a.pas",   "a.r",   "a.tcl",  "a.y",   "a.awk"
    };
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        const char *language = highlight_language(names[i]);
        assert_non_null(language);
        if (!highlight(*state, BYTES("x = 1"), language))
            fail_msg("%s: the program does not know %s", names[i], language);
    }
}

/* E20: what the program would lose, or has a meaning in HTML. */
static void hostile_text_is_coloured_byte_by_byte(void **state)
{
    static const char text[] =
        "int a\0\033[31m; // \xe2\x80\xae</span></code>\xff\r\nint \xc3;\f\b";
    const struct bytes hostile = { text, sizeof(text) - 1 };
    const unsigned char *at = highlight(*state, hostile, "c");
    assert_non_null(at);
    assert_int_equal(at[0], HIGHLIGHT_NAME);
    for (const char *c = strstr(text + 7, "//"); *c != '\n'; c++)
        if (*c != '\r')
            assert_int_equal(at[c - text], HIGHLIGHT_COMMENT);
    assert_string_equal(colours(*state, "\"<span class=\\\"hl com\\\">\" 1", "c"),
                        "sssssssssssssssssssssssss.n");
}

static void what_is_costly_ends_in_time(void **state)
{
    static const char *const pieces[] = { "a.b(", "/*", "\"'", "x\n", "'\\", "{[(" };
    for (size_t i = 0; i < COUNT_OF(pieces); i++) {
        struct text text = text_new(*state, HIGHLIGHT_MAX);
        while (text.size + 4 <= HIGHLIGHT_MAX)
            text_add(&text, pieces[i]);
        int64_t began = clock_monotonic_ms();
        (void)highlight(*state, (struct bytes){ text.at, text.size }, "c");
        assert_in_range(clock_monotonic_ms() - began, 0, 3000);
    }
}

static void what_cannot_be_coloured_has_no_colours(void **state)
{
    assert_null(colours(*state, "int x;", "no-such-language"));
    assert_null(highlight(*state, BYTES(""), "c"));
    char *big = arena_alloc(*state, HIGHLIGHT_MAX + 1);
    assert_null(highlight(*state, (struct bytes){ big, HIGHLIGHT_MAX + 1 }, "c"));
    char *path = text_copy(*state, getenv("PATH"));
    setenv("PATH", "/nonexistent", 1);
    const char *without = colours(*state, "int x;", "c");
    setenv("PATH", path, 1);
    assert_null(without);
}

/* A program of the same name that writes something else, or in other settings. */
static void only_colours_are_taken_from_the_program(void **state)
{
    setenv("HIGHLIGHT_OPTIONS", "--line-numbers", 1);
    const char *shown = colours(*state, "int x;", "c");
    unsetenv("HIGHLIGHT_OPTIONS");
    assert_string_equal(shown, "fff...");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PURE(names_tell_the_language),
        PURE(each_byte_has_its_colour),
        PURE(all_languages_are_known),
        PURE(hostile_text_is_coloured_byte_by_byte),
        PURE(what_is_costly_ends_in_time),
        PURE(what_cannot_be_coloured_has_no_colours),
        PURE(only_colours_are_taken_from_the_program),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
