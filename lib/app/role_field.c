#include "app/role_field.h"

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
