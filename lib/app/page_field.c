/* Fields of queries and of forms, each judged before it is used. */
#include "app/page.h"
#include "base/text.h"

enum { NUMBER_MAX = 20 };

const char *page_query(struct page *page, const char *field, size_t size_max)
{
    const char *value = web_query(page->web, field);
    struct bytes bytes = bytes_from(value);
    if (bytes.size > size_max || !text_is_utf8(bytes))
        fail(FAIL_INPUT, "%s is UTF-8 text of at most %zu bytes", field, size_max);
    return bytes.size > 0 ? value : NULL;
}

const char *page_need(struct page *page, const char *field, size_t size_max)
{
    const char *value = web_form(page->web, field);
    struct bytes bytes = bytes_from(value);
    page->field = field;
    if (!value || value[strspn(value, " \t\r\n")] == '\0')
        fail(FAIL_REFUSED, "%s is missing", field);
    if (bytes.size > size_max)
        fail(FAIL_REFUSED, "%s is longer than %zu bytes", field, size_max);
    if (!text_is_utf8(bytes))
        fail(FAIL_REFUSED, "%s is not UTF-8 text", field);
    return value;
}

const char *page_optional(struct page *page, const char *field, size_t size_max)
{
    const char *value = web_form(page->web, field);
    return value && value[strspn(value, " \t\r\n")] ? page_need(page, field, size_max) : NULL;
}

int64_t page_need_int(struct page *page, const char *field)
{
    int64_t number;
    if (!text_to_int(page_need(page, field, NUMBER_MAX), &number))
        fail(FAIL_REFUSED, "%s is a number", field);
    return number;
}

bool page_is_yes(struct page *page, const char *field)
{
    const char *value = web_form(page->web, field);
    return value && strcmp(value, "yes") == 0;
}
