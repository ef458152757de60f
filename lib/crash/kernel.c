/* What a kernel of Linux says when it finds a bug of its own, also on Android and inside of a
 * library. */
#include "crash/exception.h"
#include "crash/frame_table.h"
#include "crash/nativeframe.h"
#include "crash/slice.h"

enum { LINES_MAX = 400, BEFORE_STACK_MAX = 60, INSIDE_MAX = 3 };

/* What its first line begins with; the first row fits. */
static const struct row {
    const char *words;
    const char *type; /* NULL: the word that follows, as of KASAN */
    enum crash_state state;
} rows[] = {
    { "BUG: KASAN: ", NULL, CRASH_STATE_CRASHED },
    { "BUG: KFENCE: ", NULL, CRASH_STATE_CRASHED },
    { "BUG: KMSAN: ", NULL, CRASH_STATE_CRASHED },
    { "BUG: KCSAN: ", NULL, CRASH_STATE_CRASHED },
    { "UBSAN: ", NULL, CRASH_STATE_CRASHED },
    { "BUG: unable to handle kernel NULL pointer", "SEGV near null", CRASH_STATE_CRASHED },
    { "BUG: kernel NULL pointer dereference", "SEGV near null", CRASH_STATE_CRASHED },
    { "Unable to handle kernel NULL pointer", "SEGV near null", CRASH_STATE_CRASHED },
    { "BUG: unable to handle kernel paging request", "SEGV", CRASH_STATE_CRASHED },
    { "BUG: unable to handle page fault", "SEGV", CRASH_STATE_CRASHED },
    { "Unable to handle kernel paging request", "SEGV", CRASH_STATE_CRASHED },
    { "general protection fault", "SEGV", CRASH_STATE_CRASHED },
    { "kernel BUG at ", "assertion failure", CRASH_STATE_CRASHED },
    { "divide error: ", "divide-by-zero", CRASH_STATE_CRASHED },
    { "invalid opcode: ", "illegal-instruction", CRASH_STATE_CRASHED },
    { "watchdog: BUG: soft lockup", "timeout", CRASH_STATE_TIMEOUT },
    { "INFO: rcu", "timeout", CRASH_STATE_TIMEOUT },
    { "rcu: INFO: rcu", "timeout", CRASH_STATE_TIMEOUT },
    { "INFO: task ", "timeout", CRASH_STATE_TIMEOUT },
    { "WARNING: possible circular locking dependency", "deadlock", CRASH_STATE_CRASHED },
    { "WARNING: CPU: ", "warning of the kernel", CRASH_STATE_CRASHED },
    { "BUG: ", "bug of the kernel", CRASH_STATE_CRASHED },
    { "Kernel panic - not syncing: ", "kernel panic", CRASH_STATE_CRASHED },
};

static const struct frame_rule outside[] = {
    FUNCTION_BEGINS("dump_stack"),
    FUNCTION_BEGINS("__dump_stack"),
    FUNCTION_BEGINS("dump_backtrace"),
    FUNCTION_BEGINS("show_stack"),
    FUNCTION_BEGINS("print_address_description"),
    FUNCTION_BEGINS("print_report"),
    FUNCTION_BEGINS("kasan_"),
    FUNCTION_BEGINS("__kasan_"),
    FUNCTION_BEGINS("kmsan_"),
    FUNCTION_BEGINS("__msan_"),
    FUNCTION_BEGINS("kcsan_"),
    FUNCTION_BEGINS("ubsan_"),
    FUNCTION_BEGINS("__ubsan_"),
    FUNCTION_BEGINS("__asan_"),
    FUNCTION_BEGINS("__hwasan_"),
    FUNCTION_BEGINS("check_memory_region"),
    FUNCTION_IS("panic"),
    FUNCTION_BEGINS("__warn"),
    FUNCTION_BEGINS("warn_slowpath"),
    FUNCTION_IS("report_bug"),
    FUNCTION_IS("die"),
    FUNCTION_BEGINS("oops_"),
    FUNCTION_BEGINS("fixup_"),
    FUNCTION_BEGINS("exc_"),
    FUNCTION_BEGINS("asm_exc_"),
    FUNCTION_BEGINS("do_error_trap"),
    FUNCTION_BEGINS("do_trap"),
    FUNCTION_BEGINS("invalid_op"),
    FUNCTION_BEGINS("page_fault"),
    FUNCTION_BEGINS("async_page_fault"),
    FUNCTION_BEGINS("do_page_fault"),
    FUNCTION_BEGINS("__do_page_fault"),
    FUNCTION_BEGINS("entry_SYSCALL"),
    FUNCTION_BEGINS("do_syscall_64"),
    FUNCTION_BEGINS("ret_from_fork"),
    FUNCTION_BEGINS("el0_"),
    FUNCTION_BEGINS("el1_"),
    FUNCTION_IS("memcpy"),
    FUNCTION_IS("memmove"),
    FUNCTION_IS("memset"),
    FRAME_TABLE_END,
};

static bool is_entry(const struct crash_frame *frame)
{
    (void)frame;
    return false;
}

/* "ip6_fragment", without what compilers add */
static size_t write_name(const struct crash_frame *frame, char *to, size_t size)
{
    struct bytes name = bytes_from(frame->function);
    name = slice_to(name, slice_find_byte(name, '.'));
    if (name.size > size)
        return frame_write_digest(frame->function, NULL, to, size);
    memcpy(to, name.at, name.size);
    return name.size;
}

const struct frame_family frame_kernel = {
    .version = "kernel-1",
    .outside = outside,
    .is_entry = is_entry,
    .write_name = write_name,
};

/* " [<ffffffff81b3>] ? ip6_fragment+0x12/0x34 net/ipv6/ip6_output.c:612", "RIP: 0010:f+0x1/0x2" */
static bool read_frame(struct bytes text, struct nativeframe *frame)
{
    *frame = (struct nativeframe){ 0 };
    struct bytes rest = slice_trim(text);
    if (slice_begins(rest, "[<"))
        (void)slice_eat_until(&rest, ">] ");
    if (slice_eat(&rest, "? "))
        return false; /* what was on the stack, and may never have been called */
    size_t plus = slice_find(rest, "+0x");
    struct bytes name = slice_to(rest, plus), offset = slice_from(rest, plus);
    if (plus == rest.size || name.size == 0 || slice_find_byte(name, ' ') < name.size)
        return false;
    size_t blank = slice_find_byte(offset, ' ');
    if (slice_find_byte(slice_to(offset, blank), '/') ==
        (blank < offset.size ? blank : offset.size))
        return false;
    frame->function = name;
    struct bytes place = slice_trim(slice_from(offset, blank));
    size_t colon = slice_find_byte(place, ':');
    struct bytes number = slice_from(place, colon);
    if (slice_eat(&number, ":") && slice_eat_int(&number, &frame->line))
        frame->file = slice_to(place, colon);
    return true;
}

/* What KASAN and its relatives call a bug, and we do. */
static const char *const names[][2] = {
    { "slab-out-of-bounds", "heap-buffer-overflow" },
    { "slab-use-after-free", "use-after-free" },
    { "vmalloc-out-of-bounds", "heap-buffer-overflow" },
    { "out-of-bounds", "heap-buffer-overflow" },
    { "global-out-of-bounds", "global-buffer-overflow" },
    { "stack-out-of-bounds", "stack-buffer-overflow" },
    { "null-ptr-deref", "SEGV near null" },
    { "wild-memory-access", "SEGV" },
    { "user-memory-access", "SEGV" },
    { "double-free", "double-free" },
    { "invalid-free", "bad-free" },
    { "uninit-value", "use-of-uninitialized-value" },
    { "array-index-out-of-bounds", "index-out-of-bounds" },
};

/* "use-after-free in ip6_fragment+0x12/0x34": the first word is the type */
static void set_type(struct draft *draft, const struct row *row, struct bytes words)
{
    struct bytes type = slice_to(words, slice_find(words, " in "));
    struct bytes known = row->type ? bytes_from(row->type) : type;
    for (size_t i = 0; i < COUNT_OF(names) && !row->type; i++)
        if (slice_begins(type, names[i][0]))
            known = bytes_from(names[i][1]);
    draft->type = draft_text(draft, known);
    draft->state = row->state;
}

static void add_access(struct draft *draft, struct bytes text)
{
    struct bytes rest = text;
    bool read = slice_eat(&rest, "Read of size "),
         write = !read && slice_eat(&rest, "Write of size ");
    struct brief type;
    if ((!read && !write) || slice_ends(bytes_from(draft->type), "E") ||
        slice_ends(bytes_from(draft->type), "READ"))
        return;
    brief_clear(&type);
    brief_add_text(&type, draft->type);
    brief_add_text(&type, read ? " READ" : " WRITE");
    draft->type = draft_text(draft, (struct bytes){ type.at, type.size });
}

/* Reads the stack that begins within some lines. */
static void read_report(struct reading *reading)
{
    struct draft *draft = reading->draft;
    struct line line;
    struct nativeframe frame;
    size_t to = draft->to;
    int others = 0;
    for (int i = 0; i < LINES_MAX && lines_next(reading->lines, &line); i++) {
        struct bytes text = slice_trim(line.text);
        if (slice_begins(text, "BUG: ") || slice_begins(text, "Kernel panic"))
            break; /* another report: no line is read for many */
        add_access(draft, text);
        bool here = read_frame(line.text, &frame);
        if (here) {
            nativeframe_add(draft, &frame);
            to = line.to;
        }
        others = here ? 0 : others + !slice_begins(text, "? ") * !slice_begins(text, "[<");
        if (others > (draft->frames_count > 0 ? INSIDE_MAX : BEFORE_STACK_MAX))
            break;
    }
    draft->to = to;
    lines_back(reading->lines, to);
}

bool kernel_take(struct exception *here)
{
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct bytes words = here->text;
        if (!slice_eat(&words, rows[i].words))
            continue;
        struct reading *reading = here->reading;
        struct draft *draft = exception_begin(reading, here->line->from, "kernel", &frame_kernel);
        set_type(draft, &rows[i], words);
        draft->message = draft_text(draft, here->text);
        draft->to = here->line->to;
        read_report(reading); /* and the line is gone */
        bool panic = slice_begins(bytes_from(draft->message), "Kernel panic");
        if (draft->frames_count == 0 && !panic)
            return false;
        if (panic && here->native->result)
            return true; /* the end of what was told before */
        exception_add(here, true);
        return true;
    }
    return false;
}
