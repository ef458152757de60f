#include "app/seeing.h"

#include "app/cookie.h"
#include "base/base64.h"
#include "base/secret.h"

enum { SEEING_S = 3600, COOKIE_MAX = 200 };

static const char cookie[] = "seeing";

/* "<account>.<end>.<HMAC over both and the session>" */
static const char *seal(struct page *page, int64_t account, int64_t end)
{
    struct arena *mem = page->hub.mem;
    unsigned char key[SECRET_KEY_SIZE];
    if (!secret_key(NULL, "seeing", key))
        fail(FAIL_BROKEN, "there is no current key");
    const char *value = text_format(mem, "%" PRId64 ".%" PRId64, account, end);
    const char *what = text_format(mem, "%s %s", value, web_variable(page->web, "AUTH_SESSION"));
    return text_format(mem, "%s.%s", value,
                       base64_url(mem, secret_hmac(mem, key, bytes_from(what))));
}

static bool has_session(struct page *page)
{
    const char *session = web_variable(page->web, "AUTH_SESSION");
    return session && *session;
}

static int64_t account_of(struct page *page)
{
    int64_t account, end;
    const char *value = cookie_get(page, cookie);
    if (!value || !has_session(page) || strlen(value) > COOKIE_MAX)
        return 0;
    char *rest = text_copy(page->hub.mem, value);
    const char *first = strsep(&rest, "."), *second = strsep(&rest, ".");
    if (!text_to_int(first, &account) || !text_to_int(second, &end) || end <= page->hub.now)
        return 0;
    return secret_equal(bytes_from(seal(page, account, end)), bytes_from(value)) ? account : 0;
}

static bool may_post(struct page *page)
{
    const char *path = web_path(page->web);
    return strcmp(path, "/admin/see-as") == 0 || strcmp(path, "/logout") == 0;
}

int64_t seeing_account(struct page *page)
{
    int64_t account = account_of(page);
    if (account != 0 && page->post) {
        if (!may_post(page))
            fail(FAIL_DENIED, "you look with the eyes of another account; go back to your own "
                              "to change something");
        return 0;
    }
    return account;
}

void seeing_set(struct page *page, int64_t account)
{
    if (account == 0) {
        cookie_set(page, cookie, "", 0);
        return;
    }
    if (!has_session(page))
        fail(FAIL_DENIED, "sign in by the login page: only a session can look as another account");
    cookie_set(page, cookie, seal(page, account, page->hub.now + SEEING_S), SEEING_S);
}
