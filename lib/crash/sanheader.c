#include "crash/sanheader.h"

#include "crash/slice.h"

enum { NULL_PAGE = 0x1000 };

static const struct engine {
    const char *tool, *name;
} engines[] = {
    { "AddressSanitizer", "asan" }, { "HWAddressSanitizer", "hwasan" },
    { "MemorySanitizer", "msan" },  { "UndefinedBehaviorSanitizer", "ubsan" },
    { "LeakSanitizer", "lsan" },    { "ThreadSanitizer", "tsan" },
    { "libFuzzer", "libfuzzer" },
};

/* What stands behind "ERROR: " or "WARNING: ", wherever that is. */
static struct bytes find_words(struct bytes text)
{
    static const char *const words[] = { "ERROR: ", "WARNING: " };
    struct bytes rest = text;
    while (rest.size > 0) {
        size_t r = slice_find_byte(rest, 'R');
        for (size_t i = 0; i < COUNT_OF(words) && r < rest.size; i++) {
            size_t before = i + 1; /* bytes of the word before its R */
            struct bytes from = slice_from(rest, r >= before ? r - before : rest.size);
            if (slice_eat(&from, words[i]))
                return from;
        }
        rest = r < rest.size ? slice_from(rest, r + 1) : slice_from(rest, rest.size);
    }
    return rest;
}

/* What stands behind "==21859==", with or without "ERROR: ". */
static struct bytes find_tool(struct bytes text)
{
    struct bytes rest = find_words(text);
    int64_t process;
    if (rest.size == 0 && slice_eat(&text, "==") && slice_eat_int(&text, &process) &&
        slice_eat(&text, "=="))
        return text;
    return rest;
}

bool sanheader_read(struct bytes text, const char **engine, struct bytes *message)
{
    struct bytes rest = find_tool(text);
    for (size_t i = 0; i < COUNT_OF(engines) && rest.size > 0; i++) {
        struct bytes after = rest;
        if (slice_eat(&after, engines[i].tool) &&
            (slice_eat(&after, ": ") || slice_begins(after, " failed to allocate") ||
             slice_eat(&after, "'s ") || slice_begins(after, " CHECK failed")) &&
            !slice_begins(after, "nested bug in the same thread")) {
            *engine = engines[i].name;
            *message = slice_trim(after);
            return message->size > 0;
        }
    }
    return false;
}

void sanheader_name(struct interest *interest, unsigned who)
{
    interest_hold(interest, "Sanitizer", who); /* which all names of tools but one end in */
    interest_hold(interest, "libFuzzer", who);
}

bool sanheader_is_near_null(struct bytes message)
{
    (void)slice_eat_until(&message, "address 0x");
    if (message.size == 0)
        return false;
    uint64_t address = 0;
    size_t size = 0;
    for (; size < message.size && slice_is_hex(message.at[size]); size++) {
        char c = message.at[size];
        address = address << 4 | (uint64_t)(slice_is_digit(c) ? c - '0' : (c | 0x20) - 'a' + 10);
    }
    return size > 0 && address < NULL_PAGE;
}
