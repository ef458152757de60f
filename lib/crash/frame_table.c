/* The frames that are not of the application, per family of tools. */
#include "crash/frame_table.h"

#define FUNCTION_IS(text)                                                                          \
    {                                                                                              \
        FRAME_FUNCTION, FRAME_IS, text                                                             \
    }
#define FUNCTION_BEGINS(text)                                                                      \
    {                                                                                              \
        FRAME_FUNCTION, FRAME_BEGINS, text                                                         \
    }
/* memcpy and __memcpy_avx_unaligned */
#define STRING(text) FUNCTION_BEGINS(text), FUNCTION_BEGINS("__" text)
#define FUNCTION_ENDS(text)                                                                        \
    {                                                                                              \
        FRAME_FUNCTION, FRAME_ENDS, text                                                           \
    }
#define FUNCTION_HOLDS(text)                                                                       \
    {                                                                                              \
        FRAME_FUNCTION, FRAME_HOLDS, text                                                          \
    }
#define FILE_HOLDS(text)                                                                           \
    {                                                                                              \
        FRAME_FILE, FRAME_HOLDS, text                                                              \
    }
#define MODULE_HOLDS(text)                                                                         \
    {                                                                                              \
        FRAME_MODULE, FRAME_HOLDS, text                                                            \
    }

#define FRAME_TABLE_END                                                                            \
    {                                                                                              \
        FRAME_FUNCTION, FRAME_IS, NULL                                                             \
    }

const struct frame_rule frame_table_go[] = {
    /* runtime */
    FUNCTION_IS("panic"),
    FUNCTION_BEGINS("runtime."),
    FUNCTION_BEGINS("runtime/"),
    FUNCTION_BEGINS("reflect."),
    FUNCTION_BEGINS("internal/"),
    FUNCTION_BEGINS("sync."),
    FUNCTION_BEGINS("sync/"),
    FUNCTION_BEGINS("os."),
    FUNCTION_BEGINS("syscall."),
    FUNCTION_IS("time.Sleep"),
    FUNCTION_IS("time.goFunc"),
    FUNCTION_BEGINS("_cgoexp_"),
    FUNCTION_BEGINS("main._cgoexp"),
    /* harness */
    FUNCTION_BEGINS("testing."),
    FUNCTION_BEGINS("go-fuzz-dep."),
    FUNCTION_IS("main.LLVMFuzzerTestOneInput"),
    { FRAME_FILE, FRAME_IS, "_testmain.go" },
    FRAME_TABLE_END,
};

const struct frame_rule frame_table_native[] = {
    /* sanitizers */
    FUNCTION_BEGINS("__asan"),
    FUNCTION_BEGINS("__hwasan"),
    FUNCTION_BEGINS("__lsan"),
    FUNCTION_BEGINS("__msan"),
    FUNCTION_BEGINS("__tsan"),
    FUNCTION_BEGINS("__ubsan"),
    FUNCTION_BEGINS("__sanitizer"),
    FUNCTION_BEGINS("__interceptor"),
    FUNCTION_BEGINS("___interceptor"),
    FUNCTION_BEGINS("__interception"),
    FUNCTION_BEGINS("__cfi_"),
    FUNCTION_IS("wrap_malloc"),
    FILE_HOLDS("/compiler-rt/"),
    FILE_HOLDS("/libsanitizer/"),
    FILE_HOLDS("sanitizer_common"),
    MODULE_HOLDS("libasan.so"),
    MODULE_HOLDS("libubsan.so"),
    MODULE_HOLDS("liblsan.so"),
    MODULE_HOLDS("libtsan.so"),
    MODULE_HOLDS("libclang_rt"),
    /* fuzzers and test libraries */
    FUNCTION_BEGINS("fuzzer::"),
    FUNCTION_BEGINS("fuzztest::"),
    FUNCTION_BEGINS("centipede::"),
    FUNCTION_BEGINS("testing::"),
    FUNCTION_BEGINS("__afl"),
    FUNCTION_BEGINS("ExecuteFilesOnyByOne"),
    FUNCTION_IS("RunOneTest"),
    FILE_HOLDS("/libfuzzer/Fuzzer"),
    FILE_HOLDS("/lib/fuzzer/Fuzzer"),
    FILE_HOLDS("/googletest/"),
    FILE_HOLDS("/gtest/"),
    FILE_HOLDS("/fuzztest/internal/"),
    /* allocators */
    FUNCTION_IS("malloc"),
    FUNCTION_IS("calloc"),
    FUNCTION_IS("realloc"),
    FUNCTION_IS("reallocarray"),
    FUNCTION_IS("free"),
    FUNCTION_IS("cfree"),
    FUNCTION_IS("memalign"),
    FUNCTION_IS("aligned_alloc"),
    FUNCTION_IS("posix_memalign"),
    FUNCTION_IS("valloc"),
    FUNCTION_IS("mmap"),
    FUNCTION_IS("strdup"),
    FUNCTION_IS("__strdup"),
    FUNCTION_IS("strndup"),
    FUNCTION_IS("operator new"),
    FUNCTION_IS("operator new[]"),
    FUNCTION_IS("operator delete"),
    FUNCTION_IS("operator delete[]"),
    FUNCTION_BEGINS("__libc_malloc"),
    FUNCTION_BEGINS("__libc_free"),
    FUNCTION_BEGINS("_int_free"),
    FUNCTION_BEGINS("_int_malloc"),
    FUNCTION_IS("malloc_printerr"),
    FUNCTION_IS("malloc_consolidate"),
    /* the C library: strings and memory, with all their variants */
    STRING("memcpy"),
    STRING("memmove"),
    STRING("memset"),
    STRING("memcmp"),
    STRING("memchr"),
    STRING("memrchr"),
    STRING("memmem"),
    STRING("mempcpy"),
    STRING("strcpy"),
    STRING("strncpy"),
    STRING("strcat"),
    STRING("strncat"),
    STRING("strcmp"),
    STRING("strncmp"),
    STRING("strcasecmp"),
    STRING("strncasecmp"),
    STRING("strlen"),
    STRING("strnlen"),
    STRING("strchr"),
    STRING("strrchr"),
    STRING("strstr"),
    STRING("strtok"),
    STRING("strspn"),
    STRING("strcspn"),
    STRING("strpbrk"),
    STRING("stpcpy"),
    STRING("wcscpy"),
    STRING("wcslen"),
    STRING("wmemcpy"),
    FUNCTION_IS("bcmp"),
    FUNCTION_IS("bcopy"),
    FUNCTION_IS("bzero"),
    FUNCTION_IS("printf_common"),
    FUNCTION_IS("scanf_common"),
    FUNCTION_BEGINS("MemcmpInterceptorCommon"),
    FUNCTION_BEGINS("StrstrCheck"),
    /* the C library: dying */
    FUNCTION_IS("abort"),
    FUNCTION_IS("__abort"),
    FUNCTION_IS("_abort"),
    FUNCTION_IS("exit"),
    FUNCTION_IS("_exit"),
    FUNCTION_IS("__GI_exit"),
    FUNCTION_IS("raise"),
    FUNCTION_IS("__GI_raise"),
    FUNCTION_IS("gsignal"),
    FUNCTION_IS("kill"),
    FUNCTION_IS("tgkill"),
    FUNCTION_IS("gkill"),
    FUNCTION_IS("__kill"),
    FUNCTION_BEGINS("pthread_kill"),
    FUNCTION_BEGINS("__pthread_kill"),
    FUNCTION_BEGINS("__assert"),
    FUNCTION_BEGINS("__GI___assert"),
    FUNCTION_BEGINS("__GI_abort"),
    FUNCTION_BEGINS("__fortify_fail"),
    FUNCTION_BEGINS("__chk_fail"),
    FUNCTION_IS("__stack_chk_fail"),
    FUNCTION_BEGINS("__run_exit_handlers"),
    FUNCTION_BEGINS("__restore_rt"),
    FUNCTION_BEGINS("__libc_"),
    FUNCTION_BEGINS("generic_start_main"),
    FUNCTION_IS("_start"),
    FUNCTION_IS("start_thread"),
    FUNCTION_IS("clone"),
    FUNCTION_IS("clone3"),
    FUNCTION_IS("__clone"),
    FILE_HOLDS("/sysdeps/"),
    FILE_HOLDS("/glibc-"),
    FILE_HOLDS("nptl/./"),
    FILE_HOLDS("stdlib/./"),
    FUNCTION_HOLDS(".so."),
    FUNCTION_ENDS(".so"),
    FUNCTION_IS("[vdso]"),
    FUNCTION_IS("linux-vdso.so.1"),
    MODULE_HOLDS("libc.so"),
    MODULE_HOLDS("libc-2."),
    MODULE_HOLDS("libpthread"),
    MODULE_HOLDS("ld-linux"),
    MODULE_HOLDS("libm.so"),
    MODULE_HOLDS("linux-vdso"),
    MODULE_HOLDS("[vdso]"),
    /* the C++ library */
    FUNCTION_BEGINS("__cxa_"),
    FUNCTION_BEGINS("__gxx_"),
    FUNCTION_BEGINS("_Unwind_"),
    FUNCTION_BEGINS("std::terminate"),
    FUNCTION_BEGINS("std::__terminate"),
    FUNCTION_BEGINS("std::__throw_"),
    FUNCTION_BEGINS("std::__1::__throw"),
    FUNCTION_BEGINS("std::__glibcxx_assert_fail"),
    FUNCTION_BEGINS("std::__replacement_assert"),
    FUNCTION_BEGINS("__gnu_cxx::__verbose_terminate"),
    FUNCTION_BEGINS("__cxxabiv1::"),
    FUNCTION_BEGINS("demangling_terminate_handler"),
    FUNCTION_BEGINS("abort_message"),
    FILE_HOLDS("/libstdc++"),
    FILE_HOLDS("/libcxxabi/"),
    FILE_HOLDS("/include/c++/"),
    FILE_HOLDS("/libc++/"),
    FILE_HOLDS("/libcxx/"),
    MODULE_HOLDS("libstdc++.so"),
    MODULE_HOLDS("libc++"),
    MODULE_HOLDS("libgcc_s"),
    /* panics of other languages that end in a signal */
    FUNCTION_BEGINS("std::panicking::"),
    FUNCTION_BEGINS("std::sys_common::"),
    FUNCTION_BEGINS("std::sys::"),
    FUNCTION_BEGINS("core::panicking::"),
    FUNCTION_BEGINS("rust_begin_unwind"),
    FUNCTION_BEGINS("rust_panic"),
    FUNCTION_BEGINS("__rust_"),
    FUNCTION_BEGINS("libfuzzer_sys::"),
    FUNCTION_IS("rust_fuzzer_test_input"),
    FUNCTION_BEGINS("runtime."),
    /* libraries that say why before they abort */
    FUNCTION_BEGINS("logging::"),
    FUNCTION_HOLDS("LogMessage::"),
    FUNCTION_HOLDS("LogMessageFatal"),
    FUNCTION_HOLDS("::log_internal::"),
    FUNCTION_BEGINS("base::debug::"),
    FUNCTION_ENDS("_assert_fail"),
    FUNCTION_BEGINS("g_assertion_message"),
    FUNCTION_IS("g_log"),
    FUNCTION_IS("g_logv"),
    FRAME_TABLE_END,
};
