#include "app/signup_page.h"

#include "app/account_page.h"
#include "app/sign_in.h"
#include "base/config.h"
#include "base/log.h"
#include "hub/password.h"
#include "hub/signup.h"

enum { NAME_MAX_SIZE = 39, EMAIL_MAX = 254, PASSWORD_MAX = 511, CODE_MAX = 100 };

/* What is wrong with one field; the form marks it. */
struct fault {
    enum fail kind;
    const char *FIELD; /* "BAD_NAME"; NULL: of none */
    const char *says;
};

static void show_fault(struct page *page, const struct fault *fault)
{
    account_page_error(page, fail_code(fault->kind), text_capital(page->hub.mem, fault->says));
}

/* Each field's rule is its hint, until it is broken. */
static void show_fields(struct page *page, const struct fault *fault)
{
    static const char *const fields[] = { "BAD_EMAIL", "BAD_NAME", "BAD_PASSWORD" };
    const char *bad = fault && fault->FIELD ? fault->FIELD : "";
    for (size_t i = 0; i < COUNT_OF(fields); i++)
        doc_show_flag(page->doc, fields[i], strcmp(fields[i], bad) == 0);
    if (fault)
        show_fault(page, fault);
}

static void send_ask(struct page *page, const char *email, const char *problem)
{
    doc_text(page->doc, "csrf", page_csrf(page));
    doc_flag(page->doc, "open", signup_is_open());
    doc_text(page->doc, "domains", config_text("SIGNUP_DOMAINS"));
    doc_text(page->doc, "email", email);
    const char *says = problem ? text_format(page->hub.mem, "%s.", problem) : NULL;
    show_fields(page, problem ? &(struct fault){ FAIL_REFUSED, "BAD_EMAIL", says } : NULL);
    page_send_status(page, problem ? FAIL_REFUSED : 200, "signup.tpl", "Create an account");
}

void signup_page_ask(struct page *page)
{
    if (!page->post) {
        send_ask(page, NULL, NULL);
        return;
    }
    if (!signup_is_open())
        fail(FAIL_DENIED, "accounts of this hub are by invitation: ask an administrator");
    const char *email = page_need(page, "email", EMAIL_MAX);
    const char *problem = signup_email_problem(page->hub.mem, email);
    if (problem) {
        send_ask(page, email, problem);
        return;
    }
    signup_ask(&page->hub, email, page_address(page));
    log_line(LOG_INFO, "sign-up asked for", "address", page_address(page), NULL);
    page_redirect(page, "/signup", "signup-asked");
}

static void send_new(struct page *page, const struct fault *fault)
{
    doc_text(page->doc, "csrf", page_csrf(page));
    bool again = fault && fault->FIELD;
    if (!page->wants_json) {
        doc_text(page->doc, "code", again ? web_form(page->web, "code") : NULL);
        doc_text(page->doc, "user", again ? web_form(page->web, "user") : NULL);
    }
    show_fields(page, fault);
    page_send_status(page, fault ? (int)fault->kind : 200, "signup-new.tpl", "Create an account");
}

/* NULL if the account can be made. */
static const struct fault *check(struct page *page, const char *email, const char *name,
                                 const char *password)
{
    struct arena *mem = page->hub.mem;
    struct fault *fault = ARENA_ONE(mem, struct fault);
    *fault = (struct fault){ FAIL_INPUT, NULL, "this link is wrong, was used, or has expired." };
    if (!email)
        return fault;
    *fault = (struct fault){ FAIL_REFUSED, "BAD_NAME", account_name_problem(mem, name) };
    if (!fault->says && account_find(&page->hub, name))
        *fault = (struct fault){ FAIL_CONFLICT, "BAD_NAME", "this name is taken" };
    if (!fault->says)
        *fault = (struct fault){ FAIL_REFUSED, "BAD_PASSWORD", password_problem(password, name) };
    if (!fault->says)
        return NULL;
    fault->says = text_format(mem, "%s.", fault->says);
    return fault;
}

void signup_page_new(struct page *page)
{
    if (!page->post) {
        send_new(page, NULL);
        return;
    }
    const char *code = page_need(page, "code", CODE_MAX);
    const char *name = page_need(page, "user", NAME_MAX_SIZE);
    const char *password = page_need(page, "password", PASSWORD_MAX);
    const struct fault *fault = check(page, signup_find(&page->hub, code), name, password);
    const struct account *account = fault ? NULL : signup_finish(&page->hub, code, name, password);
    if (!account) {
        log_line(LOG_WARNING, "sign-up refused", "address", page_address(page), NULL);
        send_new(page, fault ? fault : check(page, NULL, name, password));
        return;
    }
    sign_in(page, account);
    page_redirect(page, "/", "account-made");
}
