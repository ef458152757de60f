#include "app/role_field.h"

#include "app/again.h"

void role_field(struct doc *doc, const char *role)
{
    static const struct {
        const char *role, *section, *word, *css;
    } all[] = { { "none", "ROLE_NONE", "None", "z" },
                { "read", "ROLE_READ", "Read", "r" },
                { "triage", "ROLE_TRIAGE", "Triage", "t" },
                { "admin", "ROLE_ADMIN", "Admin", "a" } };
    doc_text(doc, "role", role);
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        if (strcmp(all[i].role, role) != 0)
            continue;
        doc_show(doc, all[i].section);
        doc_show_text(doc, "ROLE_WORD", all[i].word);
        doc_show_text(doc, "ROLE_CLASS", all[i].css);
    }
}

void role_form(struct page *page, bool groups)
{
    static const char *const roles[][2] = { { "triage", "NEW_TRIAGE" },
                                            { "admin", "NEW_ADMIN" },
                                            { "none", "NEW_NONE" } };
    const char *kind = again_typed(page, "grant", "kind");
    const char *role = again_typed(page, "grant", "role");
    again_text(page, "grant", "name", "NEW_NAME", NULL);
    doc_show_flag(page->doc, "TO_ACCOUNT", kind ? strcmp(kind, "account") == 0 : !groups);
    for (size_t i = 0; role && i < COUNT_OF(roles); i++)
        if (strcmp(roles[i][0], role) == 0)
            doc_show(page->doc, roles[i][1]);
}
