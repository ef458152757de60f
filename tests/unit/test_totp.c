/* lib/base/totp.c */
#include "base/totp.h"

#include "scene.h"

#define SECRET BYTES("12345678901234567890")

static void codes_are_those_of_rfc_6238(void **state)
{
    static const struct {
        int64_t at;
        const char *code;
    } cases[] = { { 59, "94287082" },         { 1111111109, "07081804" },
                  { 1111111111, "14050471" }, { 1234567890, "89005924" },
                  { 2000000000, "69279037" }, { 20000000000, "65353130" } };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_string_equal(totp_code(*state, SECRET, cases[i].at / TOTP_STEP_S, 8), cases[i].code);
}

static void codes_are_those_of_rfc_4226(void **state)
{
    static const char *const codes[] = { "755224", "287082", "359152", "969429", "338314",
                                         "254676", "287922", "162583", "399871", "520489" };
    for (size_t i = 0; i < COUNT_OF(codes); i++)
        assert_string_equal(totp_code(*state, SECRET, (int64_t)i, TOTP_DIGITS), codes[i]);
}

static void a_code_fits_its_step_and_its_neighbours(void **state)
{
    const int64_t now = 1234567890, step = now / TOTP_STEP_S;
    const char *code = totp_code(*state, SECRET, step, TOTP_DIGITS);
    assert_int_equal(totp_match(*state, SECRET, code, now, 0), step);
    assert_int_equal(totp_match(*state, SECRET, code, now + TOTP_STEP_S, 0), step);
    assert_int_equal(totp_match(*state, SECRET, code, now - TOTP_STEP_S, 0), step);
    assert_int_equal(totp_match(*state, SECRET, code, now + 2 * TOTP_STEP_S, 0), 0);
    assert_int_equal(totp_match(*state, SECRET, code, now - 2 * TOTP_STEP_S, 0), 0);
}

static void a_code_works_once(void **state)
{
    const int64_t now = 1234567890, step = now / TOTP_STEP_S;
    const char *code = totp_code(*state, SECRET, step, TOTP_DIGITS);
    assert_int_equal(totp_match(*state, SECRET, code, now, step), 0);
    assert_int_equal(totp_match(*state, SECRET, code, now, step + 1), 0);
    assert_int_equal(totp_match(*state, SECRET, code, now, step - 1), step);
}

static void what_is_no_code_fits_nothing(void **state)
{
    static const char *const bad[] = {
        "",         " ",      "0",    "00592",  "0059240",
        "89005924", "-05924", "5924", "aaaaaa", "005924005924005924005924"
    };
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        assert_int_equal(totp_match(*state, SECRET, bad[i], 1234567890, 0), 0);
    assert_true(totp_match(*state, SECRET, " 005 924", 1234567890, 0) > 0);
}

static void a_secret_is_written_as_apps_read_it(void **state)
{
    assert_string_equal(totp_base32(*state, BYTES("12345678901234567890")),
                        "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    assert_string_equal(totp_base32(*state, BYTES("f")), "MY");
    assert_string_equal(totp_base32(*state, BYTES("fo")), "MZXQ");
    assert_string_equal(totp_base32(*state, BYTES("foobar")), "MZXW6YTBOI");
    assert_string_equal(totp_uri(*state, BYTES("f"), "hub.example", "mira"),
                        "otpauth://totp/nopanic%20hub.example:mira?secret=MY"
                        "&issuer=nopanic%20hub.example");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PURE(codes_are_those_of_rfc_6238),
        PURE(codes_are_those_of_rfc_4226),
        PURE(a_code_fits_its_step_and_its_neighbours),
        PURE(a_code_works_once),
        PURE(what_is_no_code_fits_nothing),
        PURE(a_secret_is_written_as_apps_read_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
