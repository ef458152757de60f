/*
 * Exceptions and panics that nobody caught, of languages that print their stacks themselves; shared
 * by python.c, java.c, javascript.c, rust.c, csharp.c and lua.c.
 *
 * A crash of this kind belongs to the process that it ended, as the report of a sanitizer does.
 */
#ifndef CRASH_EXCEPTION_H
#define CRASH_EXCEPTION_H

#include "crash/native.h"

/* A line that may begin one. */
struct exception {
    struct native *native;
    struct reading *reading;
    const struct line *line;
    struct bytes text; /* of the line, without the blanks around it */
};

/* The words of its first line: "pkg.SomeError: message".  Copies, for the line goes away. */
struct exception_head {
    struct brief name, message;
};

void exception_name(struct interest *interest, unsigned who);

/* Reads an exception of any of the languages, if the line begins one. */
bool exception_take(struct native *native, struct reading *reading, const struct line *line);

bool valgrind_take(struct exception *here);
bool v8_take(struct exception *here);
bool v8_take_abort(struct exception *here);
bool barestack_take(struct exception *here);
bool centipede_take(struct exception *here);
bool centipede_take_failure(struct exception *here);
bool deathnote_take_android(struct exception *here);
bool deathnote_take_message(struct exception *here);
bool deathnote_take_chromium(struct exception *here);
bool deathnote_take_windows(struct exception *here);
bool deathnote_take_abseil(struct exception *here);
bool deathnote_take_shell(struct exception *here);
bool windbg_take(struct exception *here);
void windbg_name(struct interest *interest, unsigned who);
bool minidump_take(struct exception *here);
bool minidump_take_reason(struct exception *here);
bool applereport_take(struct exception *here);
bool kernel_take(struct exception *here);
bool v8_take_sandbox(struct exception *here);
bool lldb_take(struct exception *here);
bool v8_take_node(struct exception *here);
bool gtest_take(struct exception *here);
bool fuzztest_take(struct exception *here);
bool gdb_take(struct exception *here);
bool python_take(struct exception *here);
bool pythonfault_take(struct exception *here);
bool java_take(struct exception *here);
bool java_take_stack(struct exception *here);
bool javascript_take(struct exception *here);
bool javascript_take_stack(struct exception *here);
bool javascript_take_node(struct exception *here);
bool csharp_take(struct exception *here);
bool csharp_take_stack(struct exception *here);
bool lua_take(struct exception *here);
bool rust_take(struct exception *here);
bool rust_take_target(struct exception *here);

/* A draft of the exception, whose words begin there in the log. */
struct draft *exception_begin(struct reading *reading, size_t from, const char *engine,
                              const struct frame_family *family);

/*
 * Adds the draft to the process.  If it is not sure that the exception ended the process (the
 * fuzzer does not say so) it is dropped again if the process comes to a good end.
 */
void exception_add(struct exception *here, bool sure);

/*
 * The same for a draft that has no stack: if a report of a signal follows, that one takes its
 * words, and if not, they are added when the process ends.
 */
void exception_wait(struct exception *here);
void exception_end(struct native *native, struct reading *reading, bool offered_too);

/* Splits "pkg.SomeError: message"; false, and nothing set, if the text does not begin with a name,
 * or if something else than a colon follows it. */
bool exception_read_head(struct bytes text, struct exception_head *head);

/* Gives the draft the name as its type, and "name: message", which is returned, as its message. */
struct bytes exception_set_words(struct draft *draft, const struct exception_head *head);

/* Whether it is called as exceptions mostly are, SomeError, and not like any other word. */
bool exception_is_named(const struct exception_head *head);

/*
 * The line that begins the exception whose stack begins with the line `here`: one of the few above
 * it.  Moves behind it; false, and nowhere, if there is none.
 */
MUST_USE bool exception_find_head(struct exception *here, struct line *found,
                                  struct exception_head *head);

/* The same for the line right above, whatever it says; false, and nowhere, if it was looked at. */
MUST_USE bool exception_find_above(struct exception *here, struct line *found);

#endif
