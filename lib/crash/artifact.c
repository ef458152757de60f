#include "crash/artifact.h"

#include "crash/severity.h"
#include "crash/signalkind.h"
#include "crash/signature.h"
#include "crash/slice.h"

enum { HASH_SIZE = 40, KEY_SIZE = 16, NULL_PAGE_DIGITS = 3 };

struct artifact {
    const char *engine, *type;
    enum crash_state state;
    const char *signal; /* NULL: not told */
    struct bytes key; /* of the stack, by the tool: crashes that differ in it are different bugs */
};

/* The ones that libFuzzer puts before the hash of an input. */
static const struct kind_row {
    const char *begin, *type;
    enum crash_state state;
} kinds[] = {
    { "crash-", "saved input", CRASH_STATE_CRASHED },
    { "minimized-from-", "saved input", CRASH_STATE_CRASHED },
    { "leak-", "memory-leak", CRASH_STATE_CRASHED },
    { "timeout-", "timeout", CRASH_STATE_TIMEOUT },
    { "oom-", "out-of-memory", CRASH_STATE_OOM },
};

static void set_signal(struct artifact *artifact, const struct signalkind *row)
{
    if (!row)
        return;
    artifact->signal = row->name;
    artifact->type = row->type;
    artifact->state = row->state;
}

static bool is_all_digits(struct bytes b)
{
    int64_t value;
    return slice_eat_int(&b, &value) && b.size == 0;
}

/* "id:000000,sig:06,src:000000,op:havoc", or "id_000000_06" where colons are not wanted */
static bool read_afl(struct artifact *artifact, struct bytes base, struct bytes folder)
{
    int64_t number = 0;
    bool simple = slice_eat(&base, "id_");
    if (!simple && !slice_eat(&base, "id:"))
        return false;
    if (!is_all_digits(slice_eat_until(&base, simple ? "_" : ",")))
        return false;
    artifact->engine = "afl";
    if (slice_begins(folder, "hangs")) {
        artifact->type = "timeout";
        artifact->state = CRASH_STATE_TIMEOUT;
        return true;
    }
    if (!simple && !slice_eat(&base, "sig:"))
        return slice_begins(folder, "crashes");
    if (slice_eat_int(&base, &number))
        set_signal(artifact, signalkind_of_number(number));
    return true;
}

/* Without its leading zeros, and no longer than it may be. */
static struct bytes eat_hex(struct bytes *b)
{
    while (slice_eat(b, "0"))
        ;
    struct bytes hex = *b;
    while (b->size > 0 && slice_is_hex(*b->at))
        *b = slice_from(*b, 1);
    hex.size -= b->size;
    return hex.size <= KEY_SIZE ? hex : BYTES("");
}

/* "SIGSEGV.PC.4ba1ae.STACK.13599d485.CODE.1.ADDR.0x10.INSTR.mov____0x10(%rbx),%rax.fuzz" */
static bool read_honggfuzz(struct artifact *artifact, struct bytes base)
{
    struct bytes signal = slice_eat_until(&base, ".PC.");
    if (!slice_begins(signal, "SIG") || base.size == 0)
        return false;
    artifact->engine = "honggfuzz";
    set_signal(artifact, signalkind_of_name(signal));
    (void)slice_eat_until(&base, ".STACK.");
    artifact->key = eat_hex(&base);
    (void)slice_eat_until(&base, ".ADDR.");
    if (slice_is(signal, "SIGSEGV") && slice_eat(&base, "0x") &&
        eat_hex(&base).size <= NULL_PAGE_DIGITS)
        artifact->type = "SEGV near null";
    return true;
}

static bool is_hash(struct bytes b)
{
    for (size_t i = 0; i < b.size; i++)
        if (!slice_is_hex(b.at[i]))
            return false;
    return b.size == HASH_SIZE;
}

/* -artifact_prefix may have put something before it. */
static bool read_libfuzzer(struct artifact *artifact, struct bytes base)
{
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        size_t size = strlen(kinds[i].begin);
        bool ends = base.size > HASH_SIZE + size &&
                    slice_begins(slice_from(base, base.size - HASH_SIZE - size), kinds[i].begin) &&
                    is_hash(slice_from(base, base.size - HASH_SIZE));
        if (!ends && !slice_begins(base, kinds[i].begin))
            continue;
        artifact->engine = "libfuzzer";
        artifact->type = kinds[i].type;
        artifact->state = kinds[i].state;
        return true;
    }
    return false;
}

/* Takes the last part off a path. */
static struct bytes eat_last(struct bytes *path)
{
    struct bytes base = slice_base_name(*path);
    path->size -= base.size;
    if (path->size > 0)
        path->size--;
    return base;
}

bool artifact_is_go(const char *path)
{
    struct bytes rest = bytes_from(path);
    bool named = eat_last(&rest).size > 0 && eat_last(&rest).size > 0;
    return named && slice_is(eat_last(&rest), "fuzz") && slice_is(eat_last(&rest), "testdata");
}

static bool read_name(struct artifact *artifact, const char *path)
{
    struct bytes rest = bytes_from(path), base = eat_last(&rest), folder = slice_base_name(rest);
    *artifact = (struct artifact){ .type = "saved input", .state = CRASH_STATE_CRASHED };
    if (read_afl(artifact, base, folder) || read_honggfuzz(artifact, base) ||
        read_libfuzzer(artifact, base))
        return true;
    artifact->engine = "go";
    return artifact_is_go(path);
}

bool artifact_is(const char *path)
{
    struct artifact artifact;
    return read_name(&artifact, path);
}

static const char *title_of(struct arena *mem, const struct artifact *artifact)
{
    if (artifact->signal)
        return text_format(mem, "%s (%s), no stack is known", artifact->signal, artifact->type);
    if (strcmp(artifact->type, "saved input") == 0)
        return "an input that the fuzzer saved, without a log";
    return text_format(mem, "%s, no stack is known", artifact->type);
}

const struct crash *artifact_crash(struct arena *mem, const char *path,
                                   const struct crash_hint *hint, enum crash_state *state)
{
    struct artifact artifact;
    if (!read_name(&artifact, path))
        return NULL;
    struct found *found = ARENA_ONE(mem, struct found);
    struct crash *crash = &found->crash;
    crash->engine = artifact.engine;
    crash->type = found->kind = artifact.type;
    crash->title = crash->message = title_of(mem, &artifact);
    crash->package = hint->package;
    crash->target = hint->target;
    if (artifact.key.size > 0)
        found->kind =
            text_format(mem, "%s\nstack %.*s%s", artifact.type, KEY_SIZE - (int)artifact.key.size,
                        "0000000000000000", text_cut(mem, artifact.key));
    found->family = &frame_native;
    *state = found->state = artifact.state;
    struct crash_result result = { .package = hint->package, .target = hint->target };
    signature_set(mem, hint->rules, found, &result);
    severity_set(crash);
    return crash;
}
