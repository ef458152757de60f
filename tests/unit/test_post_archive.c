/* lib/hub/post_archive.c, layout.c: what an archive becomes before it is stored */
#include "cast.h"
#include "hub/layout.h"
#include "hub/post_doc.h"
#include "hub/post_read.h"
#include "pack.h"

#define AFL_SIX "id:000000,sig:06,src:000000,time:728,execs:1253,op:havoc,rep:2"
#define AFL_SIX_AGAIN "id:000001,sig:06,src:000003+000001,time:900,execs:2000,op:splice,rep:2"
#define AFL_ELEVEN "id:000002,sig:11,sync:other,src:000007"
#define SHA "190b32d9e82c1193d50763524585850302de5d5c"
#define HONG "SIGSEGV.PC.4ba1ae.STACK.13599d485.CODE.1.ADDR.0x10.INSTR.mov____0x10(%rbx),%rax.fuzz"

static const char stats_text[] = "start_time        : 1795344345\n"
                                 "run_time          : 10\n"
                                 "execs_done        : 14569\n"
                                 "execs_per_sec     : 1451.67\n"
                                 "corpus_count      : 2\n"
                                 "corpus_found      : 1\n"
                                 "saved_crashes     : 1\n"
                                 "saved_hangs       : 0\n"
                                 "peak_rss_mb       : 3\n"
                                 "edges_found       : 6\n"
                                 "afl_banner        : ./fuzz_read\n"
                                 "afl_version       : ++4.04c\n"
                                 "command_line      : afl-fuzz -i in -o out -- ./fuzz_read @@\n";

static const char asan_text[] =
    "INFO: Seed: 1\n"
    "==7==ERROR: AddressSanitizer: heap-buffer-overflow on address 0x602000000011 at pc 0x5 bp 0x7 "
    "sp 0x7\n"
    "WRITE of size 1 at 0x602000000011 thread T0\n"
    "    #0 0x5 in key_copy /src/ini.c:23:9\n"
    "    #1 0x6 in LLVMFuzzerTestOneInput /src/fuzz.c:9:5\n"
    "SUMMARY: AddressSanitizer: heap-buffer-overflow /src/ini.c:23:9 in key_copy\n";

struct body {
    struct arena *mem;
    const struct pack_content *files;
    const char *target;
    struct post *post;
};

static void read_body(void *arg)
{
    struct body *b = arg;
    b->post = post_new(b->mem);
    post_set(b->post, "repo", "a/b");
    post_set(b->post, "target", b->target);
    post_read_archive(b->post, pack_tar(b->mem, b->files));
    post_check(b->post);
}

static struct post_item *items_of(struct arena *mem, const struct pack_content *files)
{
    struct body b = { mem, files, NULL, NULL };
    if (scene_fails(read_body, &b) != FAIL_NOT)
        fail_msg("%s", scene_reason());
    return post_items(b.post);
}

#define FILES(...) ((const struct pack_content[]){ __VA_ARGS__, { NULL, "" } })

/* "package target state: type=input type=input" of each item, a line each. */
static const char *told(struct arena *mem, const struct pack_content *files)
{
    struct text text = text_new(mem, 10000);
    for (const struct post_item *i = items_of(mem, files); i; i = i->next) {
        text_add_format(&text, "%s %s %s:", i->package, i->target, crash_state_name(i->state));
        for (const struct post_occurrence *o = i->occurrences; o; o = o->next)
            text_add_format(&text, " %s=%s", o->crash->type,
                            o->input ? text_cut(mem, o->input->data) : "-");
        text_add(&text, "\n");
    }
    return text.at;
}

static void every_layout_has_its_roles(void **state)
{
    (void)state;
    static const struct {
        enum layout_role role;
        const char *path;
    } rows[] = {
        { LAYOUT_INPUT, "testdata/fuzz/FuzzXor/05aa" },
        { LAYOUT_INPUT, "queue/testdata/fuzz/FuzzXor/05aa" },
        { LAYOUT_INPUT, "w/crashers/" SHA },
        { LAYOUT_NONE, "w/crashers/" SHA ".quoted" },
        { LAYOUT_LOG, "w/crashers/" SHA ".output" },
        { LAYOUT_NONE, "w/corpus/" SHA "-1" },
        { LAYOUT_NONE, "w/suppressions/" SHA },
        { LAYOUT_FIGURES, "out/default/fuzzer_stats" },
        { LAYOUT_INPUT, "out/default/crashes/" AFL_SIX },
        { LAYOUT_INPUT, "out/default/crashes/" AFL_SIX ".txt" },
        { LAYOUT_INPUT, "out/default/crashes.2026-11-22-10:00:00/" AFL_SIX },
        { LAYOUT_INPUT, "out/default/crashes/id_000000_06" },
        { LAYOUT_INPUT, "out/default/hangs/id:000000,src:000000" },
        { LAYOUT_NONE, "out/default/crashes/README.txt" },
        { LAYOUT_NONE, "out/default/queue/id:000000,time:0,execs:0,orig:s.txt" },
        { LAYOUT_NONE, "out/default/plot_data" },
        { LAYOUT_NONE, "out/default/cmdline" },
        { LAYOUT_INPUT, "crash-" SHA },
        { LAYOUT_INPUT, "f-timeout-" SHA },
        { LAYOUT_INPUT, "leak-1" },
        { LAYOUT_INPUT, "oom-1" },
        { LAYOUT_NONE, "slow-unit-" SHA },
        { LAYOUT_NONE, SHA },
        { LAYOUT_LOG, "fuzz-0.log" },
        { LAYOUT_LOG, "asan.log.4711" },
        { LAYOUT_LOG, "artifacts/fuzz_xml/address/crash-1.summary" },
        { LAYOUT_INPUT, "artifacts/fuzz_xml/address/crash-1" },
        { LAYOUT_LOG, "HONGGFUZZ.REPORT.TXT" },
        { LAYOUT_INPUT, HONG },
        { LAYOUT_LOG, "id:000000,sig:06.casrep" },
        { LAYOUT_LOG, "gl-coverage-fuzzing-report.json" },
        { LAYOUT_NONE, "src/main.c" },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (layout_role(rows[i].path) != rows[i].role)
            fail_msg("%s: %d", rows[i].path, (int)layout_role(rows[i].path));
}

static void of_afl_each_signal_is_a_weak_crash_of_the_program(void **state)
{
    const struct pack_content *files = FILES(
        { "out/main/fuzzer_stats", stats_text }, { "out/main/crashes/README.txt", "x" },
        { "out/main/crashes/" AFL_SIX, "1" }, { "out/main/crashes/" AFL_SIX_AGAIN, "2" },
        { "out/main/crashes/" AFL_ELEVEN, "3" }, { "out/main/hangs/id:000000,src:000000", "4" },
        { "out/main/queue/id:000000,time:0", "5" });
    assert_string_equal(told(*state, files),
                        ". fuzz_read crashed: abort=1 abort=2 SEGV=3 timeout=4\n");
    const struct post_item *item = items_of(*state, files);
    assert_string_equal(item->engine, "afl");
    const struct crash *crash = item->occurrences->crash;
    assert_true(crash->weak);
    assert_string_equal(crash->signature, "weak-1\nabort\n fuzz_read");
    assert_string_equal(crash->title, "SIGABRT (abort), no stack is known");
    assert_string_equal(item->occurrences->input_name, "out/main/crashes/" AFL_SIX);
}

static void the_figures_of_afl_are_those_of_the_result(void **state)
{
    const struct post_item *item = items_of(*state, FILES({ "out/main/fuzzer_stats", stats_text },
                                                          { "out/main/crashes/" AFL_SIX, "1" }));
    assert_int_equal(item->stats.executions, 14569);
    assert_int_equal(item->stats.executions_per_second, 1451);
    assert_int_equal(item->stats.new_interesting, 1);
    assert_int_equal(item->stats.corpus, 2);
    assert_int_equal(item->stats.coverage, 6);
    assert_int_equal(item->stats.elapsed_ms, 10000);
    assert_int_equal(item->stats.peak_rss_mb, 3);
    assert_string_equal(text_cut(*state, item->kept), stats_text);
}

static void without_its_crash_files_afl_is_never_green(void **state)
{
    const struct post_item *item = items_of(*state, FILES({ "out/main/fuzzer_stats", stats_text }));
    assert_int_not_equal(item->state, CRASH_STATE_OK);
    assert_non_null(item->occurrences);
    assert_string_equal(item->target, "fuzz_read");
    char *clean = text_copy(*state, stats_text);
    memcpy(strstr(clean, "saved_crashes     : 1"), "saved_crashes     : 0", 21);
    assert_string_equal(told(*state, FILES({ "out/main/fuzzer_stats", clean })),
                        ". fuzz_read ok:\n");
}

static void instances_of_afl_are_results_of_one_target(void **state)
{
    assert_string_equal(
        told(*state,
             FILES({ "out/a/fuzzer_stats", stats_text }, { "out/a/crashes/" AFL_SIX, "1" },
                   { "out/b/fuzzer_stats", stats_text }, { "out/b/crashes/" AFL_ELEVEN, "2" })),
        ". fuzz_read crashed: abort=1\n. fuzz_read crashed: SEGV=2\n");
}

static void what_the_sender_says_of_the_target_goes_first(void **state)
{
    struct body b = { *state,
                      FILES({ "out/main/fuzzer_stats", stats_text },
                            { "out/main/crashes/" AFL_SIX, "1" }),
                      "parse", NULL };
    assert_int_equal(scene_fails(read_body, &b), FAIL_NOT);
    assert_string_equal(post_items(b.post)->target, "parse");
}

static void inputs_of_go_are_of_their_target_and_package(void **state)
{
    assert_string_equal(
        told(*state, FILES({ "helper/xor/testdata/fuzz/FuzzXor/aa", "go test fuzz v1\nint(1)\n" },
                           { "helper/xor/testdata/fuzz/FuzzPad/bb", "go test fuzz v1\nint(2)\n" },
                           { "testdata/fuzz/FuzzTop/cc", "go test fuzz v1\nint(3)\n" })),
        "helper/xor FuzzXor crashed: saved input=go test fuzz v1\nint(1)\n\n"
        "helper/xor FuzzPad crashed: saved input=go test fuzz v1\nint(2)\n\n"
        ". FuzzTop crashed: saved input=go test fuzz v1\nint(3)\n\n");
}

static void beside_a_log_of_go_only_what_it_names_is_of_a_crash(void **state)
{
    const char *log = cast_go_log(*state, "FuzzA", "Alpha", "aaaa");
    assert_string_equal(
        told(*state, FILES({ "codec/testdata/fuzz/FuzzA/seed", "S" },
                           { "codec/testdata/fuzz/FuzzA/aaaa", "A" },
                           { "codec/testdata/fuzz/FuzzB/bbbb", "B" }, { "fuzz.log", log })),
        "codec FuzzA crashed: integer divide by zero=A\n");
}

static void a_crasher_of_go_fuzz_has_its_output(void **state)
{
    static const char panic[] = "panic: runtime error: index out of range\n\n"
                                "goroutine 1 [running]:\nexample.com/vault/codec.Fuzz(0x1)\n"
                                "\t/src/codec/fuzz.go:7 +0x1\n"
                                "main.main()\n\t/tmp/main.go:3 +0x2\nexit status 2\n";
    const struct post_item *item =
        items_of(*state, FILES({ "w/crashers/" SHA, "I" }, { "w/crashers/" SHA ".quoted", "\"I\"" },
                               { "w/crashers/" SHA ".output", panic }, { "w/crashers/ffff", "J" },
                               { "w/corpus/1", "C" }));
    assert_string_equal(item->occurrences->crash->type, "index out of range");
    assert_memory_equal(item->occurrences->input->data.at, "I", 1);
    assert_null(item->occurrences->next);
    assert_true(item->next->occurrences->crash->weak);
    assert_memory_equal(item->next->occurrences->input->data.at, "J", 1);
    assert_null(item->next->next);
}

static void artifacts_of_libfuzzer_go_to_the_log_that_names_them(void **state)
{
    const char *named = text_format(
        *state, "%sartifact_prefix='./'; Test unit written to ./crash-" SHA "\n", asan_text);
    const struct post_item *item =
        items_of(*state, FILES({ "crash-" SHA, "A" }, { "leak-2", "L" },
                               { "fuzz-0.log", "Done 9 runs in 1 second(s)\n" },
                               { "fuzz-1.log", named }, { "slow-unit-1", "S" }));
    assert_int_equal(item->state, CRASH_STATE_OK);
    item = item->next;
    assert_string_equal(item->occurrences->crash->type, "heap-buffer-overflow WRITE");
    assert_memory_equal(item->occurrences->input->data.at, "A", 1);
    assert_string_equal(
        told(*state, FILES({ "out/crash-" SHA, "A" }, { "out/oom-1", "O" },
                           { "out/timeout-1", "T" }, { "out/leak-1", "L" })),
        ". unnamed crashed: saved input=A out-of-memory=O timeout=T memory-leak=L\n");
}

static void an_input_is_found_in_the_first_of_the_logs_of_its_folder_too(void **state)
{
    const char *named = text_format(
        *state, "%sartifact_prefix='./'; Test unit written to ./crash-" SHA "\n", asan_text);
    const struct post_item *item =
        items_of(*state, FILES({ "fuzz-0.log", named },
                               { "fuzz-1.log", "INFO: Seed: 2\nDone 9 runs in 1 second(s)\n" },
                               { "crash-" SHA, "A" }));
    assert_non_null(item->occurrences->input);
    assert_null(item->next->occurrences);
}

static void without_figures_crashes_and_hangs_of_a_run_are_one_result(void **state)
{
    assert_string_equal(told(*state, FILES({ "out/fuzz_xml/crashes/" AFL_SIX, "1" },
                                           { "out/fuzz_xml/hangs/id:000000,src:000000", "2" })),
                        ". fuzz_xml crashed: abort=1 timeout=2\n");
}

static void of_clusterfuzzlite_and_cargo_fuzz_the_folder_is_the_target(void **state)
{
    assert_string_equal(
        told(*state, FILES({ "out/artifacts/fuzz_xml/address/crash-1", "A" },
                           { "out/artifacts/fuzz_xml/address/crash-1.summary", asan_text },
                           { "fuzz/artifacts/parse/crash-2", "B" })),
        ". fuzz_xml crashed: heap-buffer-overflow WRITE=A\n. parse crashed: saved input=B\n");
}

static void of_honggfuzz_the_hash_of_the_stack_tells_bugs_apart(void **state)
{
    const struct post_item *item =
        items_of(*state, FILES({ "ws/" HONG, "1" },
                               { "ws/SIGSEGV.PC.4ba1ae.STACK.1a2b3c4d5e6f7a8b.CODE.1.fuzz", "2" },
                               { "ws/SIGABRT.PC.4ba1ae.STACK.0.CODE.1.fuzz", "3" }));
    assert_string_equal(item->engine, "honggfuzz");
    const struct post_occurrence *o = item->occurrences;
    assert_string_equal(o->crash->signature, "weak-1\nSEGV near null\nstack 000000013599d485\n ws");
    assert_string_equal(o->next->crash->signature, "weak-1\nSEGV\nstack 1a2b3c4d5e6f7a8b\n ws");
    assert_string_equal(o->next->next->crash->signature, "weak-1\nabort\n ws");
}

static const char report[] =
    "{\"version\":\"14.0\",\"vulnerabilities\":[{\"category\":\"coverage_fuzzing\","
    "\"message\":\"m\",\"stacktrace_snippet\":\"%s\"},{\"category\":\"coverage_fuzzing\","
    "\"message\":\"Odd\",\"location\":{\"crash_type\":\"Abrt\",\"crash_state\":\"f1\"}}]}";

static void each_finding_of_gitlab_is_a_log(void **state)
{
    struct text snippet = text_new(*state, 10000);
    for (const char *at = asan_text; *at; at++)
        text_add_bytes(&snippet, *at == '\n' ? BYTES("\\n") : (struct bytes){ at, 1 });
    char *hole = strstr(report, "%s");
    const char *text =
        text_format(*state, "%.*s%s%s", (int)(hole - report), report, snippet.at, hole + 2);
    const struct post_item *item =
        items_of(*state, FILES({ "gl-coverage-fuzzing-report.json", text }));
    assert_string_equal(item->occurrences->crash->type, "heap-buffer-overflow WRITE");
    assert_string_equal(text_cut(*state, item->kept), asan_text);
    assert_int_equal(item->next->state, CRASH_STATE_UNPARSED);
    assert_string_equal(text_cut(*state, item->next->kept), "Odd\n\nAbrt\nf1\n");
    assert_null(item->next->next);
    struct post *post = post_new(*state);
    post_read_json(post, bytes_from(text)); /* as a body of its own, too */
    assert_int_equal(post->logs_count, 2);
    const char *none = "{\"vulnerabilities\":[],\"x\":\"coverage_fuzzing\"}";
    assert_string_equal(
        text_cut(*state,
                 items_of(*state, FILES({ "gl-coverage-fuzzing-report.json", none }))->kept),
        none);
}

static enum fail reading(struct arena *mem, const struct pack_content *files)
{
    return scene_fails(read_body, &(struct body){ mem, files, NULL, NULL });
}

static const char *filled(struct arena *mem, size_t size)
{
    char *text = arena_alloc(mem, size + 1);
    for (size_t i = 0; i < size; i++)
        text[i] = (char)('a' + i * 2654435761U % 20);
    return text;
}

static void what_is_too_large_is_named(void **state)
{
    assert_int_equal(reading(*state, FILES({ "x/crash-\x1b", filled(*state, POST_INPUT_MAX + 1) })),
                     FAIL_TOO_BIG);
    assert_string_equal(scene_reason(),
                        "x/crash-\xef\xbf\xbd has 1048577 bytes, 1048576 are allowed");
    assert_int_equal(reading(*state, FILES({ "x/a.log", filled(*state, POST_LOG_MAX + 1) })),
                     FAIL_TOO_BIG);
    assert_string_equal(scene_reason(), "x/a.log has 8388609 bytes, 8388608 are allowed");
}

static void an_archive_of_nothing_known_is_refused(void **state)
{
    assert_int_equal(reading(*state, FILES({ "src/main.c", "x" }, { "queue/id:000000", "y" })),
                     FAIL_REFUSED);
    assert_non_null(strstr(scene_reason(), "holds nothing that is known"));
    assert_int_equal(reading(*state, FILES({ "fuzz.log", "" })), FAIL_REFUSED);
}

static void the_same_files_in_another_archive_are_the_same_post(void **state)
{
    const struct pack_content files[] = { { "out/main/fuzzer_stats", stats_text },
                                          { "out/main/crashes/" AFL_SIX, "1" },
                                          { NULL, "" } };
    struct post *posts[2];
    for (size_t i = 0; i < 2; i++) {
        struct pack pack = pack_begin(*state, i ? ARCHIVE_FORMAT_ZIP : ARCHIVE_FORMAT_TAR_USTAR, 0);
        pack_open(&pack);
        for (size_t f = 0; files[f].name; f++)
            pack_file(&pack, files[f].name, bytes_from(files[f].data));
        posts[i] = post_new(*state);
        post_read_archive(posts[i], pack_end(&pack));
    }
    assert_true(bytes_equal(post_digest(posts[0]), post_digest(posts[1])));
    assert_true(bytes_equal(post_items(posts[0])->digest, post_items(posts[1])->digest));
}

#define PART(head) "--B\r\nContent-Disposition: form-data; " head "\r\n\r\n"

static struct post *form_of(struct arena *mem, const char *log, const struct pack_content *files)
{
    struct text body = text_new(mem, PACK_ROOM);
    if (log)
        text_add_format(&body, PART("name=\"log\"") "%s\r\n", log);
    text_add(&body, PART("name=\"archive\"; filename=\"out.tar\""));
    text_add_bytes(&body, pack_tar(mem, files));
    text_add(&body, "\r\n--B--\r\n");
    struct post *post = post_new(mem);
    post_read_form(post, "multipart/form-data; boundary=B", (struct bytes){ body.at, body.size });
    return post;
}

static void a_part_of_a_form_may_be_an_archive_of_what_its_log_is_about(void **state)
{
    const char *log = cast_go_log(*state, "FuzzA", "Alpha", "aaaa");
    const struct pack_content *files =
        FILES({ "codec/testdata/fuzz/FuzzA/aaaa", "A" }, { "codec/testdata/fuzz/FuzzA/seed", "S" });
    const struct post_item *item = post_items(form_of(*state, log, files));
    assert_memory_equal(item->occurrences->input->data.at, "A", 1);
    assert_null(item->occurrences->next);
    assert_null(item->next);
    item = post_items(form_of(*state, NULL, files));
    assert_string_equal(item->package, "codec");
    assert_non_null(item->occurrences->next);
    assert_null(post_items(form_of(*state, log, FILES({ "nothing", "" })))->next);
}

static void a_file_that_is_sent_twice_is_one_input(void **state)
{
    const char *log = cast_go_log(*state, "FuzzA", "Alpha", "aaaa");
    struct post *post = form_of(*state, log, FILES({ "codec/testdata/fuzz/FuzzA/aaaa", "A" }));
    post_add_input(post, &post->inputs, "testdata/fuzz/FuzzA/aaaa", BYTES("A"));
    assert_null(post_items(post)->occurrences->next);
    post_add_input(post, &post->inputs, "testdata/fuzz/FuzzA/aaaa", BYTES("B"));
    assert_non_null(post_items(post)->occurrences->next);
}

static void crashers_alone_are_a_post(void **state)
{
    static const char body[] =
        PART("name=\"crasher\"; filename=\"" AFL_ELEVEN "\"") "x\r\n--B--\r\n";
    struct post *post = post_new(*state);
    post_read_form(post, "multipart/form-data; boundary=B", bytes_from(body));
    const struct post_item *item = post_items(post);
    assert_string_equal(item->occurrences->crash->type, "SEGV");
    assert_int_equal(item->state, CRASH_STATE_CRASHED);
    assert_null(item->occurrences->next);
}

#define SECRETS                                                                                    \
    "\"ProcEnviron\": [\n \"TOKEN=secret\",\n \"A={\\\"]secret\"\n ], \"ProcStatus\": [\"1\"],"    \
    "\"ProcFiles\" : [\"/home/secret/x\"],\"NetworkConnections\":[\"secret\"],"

static void the_environment_in_a_report_of_casr_is_not_stored(void **state)
{
    static const char casrep[] =
        "{ \"Date\": \"2026-11-22T10:41:07+00:00\",\n \"ExecutablePath\": \"/src/thumb\",\n" SECRETS
        " \"AsanReport\": [\"==1==ERROR: AddressSanitizer: SEGV on unknown address 0x10000\","
        "\"    #0 0x5 in get /src/t.c:3:1\"], \"ProcMaps\": [\"secret";
    const struct post_item *item = items_of(*state, FILES({ "a.casrep", casrep }));
    assert_string_equal(item->occurrences->crash->type, "SEGV");
    assert_null(memmem(item->kept.at, item->kept.size, "secret", 6));
    assert_non_null(memmem(item->kept.at, item->kept.size, "\"ProcEnviron\": []", 17));
    assert_non_null(memmem(item->kept.at, item->kept.size, "\"ProcStatus\": [\"1\"]", 19));

    /* Posted by itself, and in the middle of another log, too. */
    struct post *post = post_new(*state);
    post_read_text(post, bytes_from(text_format(*state, "make: fuzz\n%s", casrep)));
    item = post_items(post);
    assert_null(memmem(item->kept.at, item->kept.size, "secret", 6));
    assert_memory_equal(item->kept.at, "make: fuzz\n", 11);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PURE(every_layout_has_its_roles),
        PURE(of_afl_each_signal_is_a_weak_crash_of_the_program),
        PURE(the_figures_of_afl_are_those_of_the_result),
        PURE(without_its_crash_files_afl_is_never_green),
        PURE(instances_of_afl_are_results_of_one_target),
        PURE(what_the_sender_says_of_the_target_goes_first),
        PURE(inputs_of_go_are_of_their_target_and_package),
        PURE(beside_a_log_of_go_only_what_it_names_is_of_a_crash),
        PURE(a_crasher_of_go_fuzz_has_its_output),
        PURE(artifacts_of_libfuzzer_go_to_the_log_that_names_them),
        PURE(an_input_is_found_in_the_first_of_the_logs_of_its_folder_too),
        PURE(without_figures_crashes_and_hangs_of_a_run_are_one_result),
        PURE(of_clusterfuzzlite_and_cargo_fuzz_the_folder_is_the_target),
        PURE(of_honggfuzz_the_hash_of_the_stack_tells_bugs_apart),
        PURE(each_finding_of_gitlab_is_a_log),
        PURE(what_is_too_large_is_named),
        PURE(an_archive_of_nothing_known_is_refused),
        PURE(the_same_files_in_another_archive_are_the_same_post),
        PURE(a_part_of_a_form_may_be_an_archive_of_what_its_log_is_about),
        PURE(a_file_that_is_sent_twice_is_one_input),
        PURE(crashers_alone_are_a_post),
        PURE(the_environment_in_a_report_of_casr_is_not_stored),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
