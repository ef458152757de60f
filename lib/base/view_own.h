/* What the files of base/view.h share; nobody else includes it. */
#ifndef BASE_VIEW_OWN_H
#define BASE_VIEW_OWN_H

#include <string>
#include <utility>

extern "C" {
#include "base/view.h"
}

// What is known of a name.
struct view_word {
    bool in_templates, asked_for; // asked_for: its forms are filled in
    struct view_name forms;
};

// A name of a value or a section, kept once for the life of the process: equal names have the same
// address.  They are words of our templates and programs, never of a visitor.
using view_key = std::pair<const std::string, struct view_word> *;

view_key view_key_of(const char *at, size_t size);

// Whose templates view_name_find() looks through.
void view_name_folder(const char *path);

#endif
