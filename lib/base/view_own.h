/* What the files of base/view.h share; nobody else includes it. */
#ifndef BASE_VIEW_OWN_H
#define BASE_VIEW_OWN_H

#include <string>

// A name of a value or a section, kept once for the life of the process: equal names have the same
// address.  They are words of our templates and programs, never of a visitor.
using view_key = const std::string *;

view_key view_key_of(const char *at, size_t size);

// Whose templates view_name_find() looks through.
void view_name_folder(const char *path);

#endif
