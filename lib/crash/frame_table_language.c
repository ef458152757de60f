/* The frames that are not of the application, of languages that print their stacks themselves. */
#include "crash/frame_table.h"

/* The tables of native programs are looked at, too: a panic may end in a signal. */
const struct frame_rule frame_table_rust[] = {
    /* the standard library, as names and as the files that it is made of */
    FUNCTION_BEGINS("std::"),
    FUNCTION_BEGINS("core::"),
    FUNCTION_BEGINS("alloc::"),
    FUNCTION_BEGINS("<std::"),
    FUNCTION_BEGINS("<core::"),
    FUNCTION_BEGINS("<alloc::"),
    FUNCTION_BEGINS("<&"),
    FUNCTION_BEGINS("std["), /* with the number of the crate */
    FUNCTION_BEGINS("core["),
    FUNCTION_BEGINS("alloc["),
    FUNCTION_BEGINS("<std["),
    FUNCTION_BEGINS("<core["),
    FUNCTION_BEGINS("<alloc["),
    FUNCTION_BEGINS("<<std["),
    FUNCTION_BEGINS("<<core["),
    FUNCTION_BEGINS("<<alloc["),
    FUNCTION_BEGINS("_$LT$std.."),
    FUNCTION_BEGINS("_$LT$core.."),
    FUNCTION_BEGINS("_$LT$alloc.."),
    FUNCTION_BEGINS("_$LT$$RF$"),
    FUNCTION_BEGINS("__rust"),
    FUNCTION_BEGINS("rust_begin_unwind"),
    FUNCTION_BEGINS("rust_panic"),
    FUNCTION_BEGINS("rust_oom"),
    FUNCTION_BEGINS("test::"),
    FUNCTION_IS("<unknown>"),
    FILE_HOLDS("/rustc/"),
    FILE_HOLDS("/rustlib/src/rust/"),
    FILE_HOLDS("/checkout/src/lib"),
    FILE_HOLDS("/library/std/src/"),
    FILE_HOLDS("/library/core/src/"),
    FILE_HOLDS("/library/alloc/src/"),
    /* libraries that catch panics, print them, or spread work over threads */
    FUNCTION_BEGINS("backtrace::"),
    FUNCTION_BEGINS("color_eyre::"),
    FUNCTION_BEGINS("rayon_core::"),
    /* harness */
    FUNCTION_BEGINS("libfuzzer_sys::"),
    FUNCTION_BEGINS("afl::"),
    FUNCTION_BEGINS("honggfuzz::"),
    FUNCTION_BEGINS("proptest::"),
    FUNCTION_BEGINS("quickcheck::"),
    FILE_HOLDS("/libfuzzer-sys-"),
    FUNCTION_IS("main"),
    FRAME_TABLE_END,
};

const struct frame_rule frame_table_java[] = {
    /* the Java library, and those of languages that stand on it */
    FUNCTION_BEGINS("java."),
    FUNCTION_BEGINS("javax."),
    FUNCTION_BEGINS("jdk."),
    FUNCTION_BEGINS("sun."),
    FUNCTION_BEGINS("com.sun."),
    FUNCTION_BEGINS("kotlin."),
    FUNCTION_BEGINS("scala."),
    FUNCTION_BEGINS("groovy.lang."),
    FUNCTION_BEGINS("org.codehaus.groovy."),
    /* harness */
    FUNCTION_BEGINS("com.code_intelligence.jazzer."),
    FUNCTION_BEGINS("org.junit."),
    FUNCTION_BEGINS("junit."),
    FUNCTION_BEGINS("org.testng."),
    FUNCTION_BEGINS("org.gradle."),
    FUNCTION_BEGINS("org.apache.maven."),
    FUNCTION_BEGINS("com.pholser.junit.quickcheck."),
    FUNCTION_BEGINS("edu.berkeley.cs.jqf."),
    FRAME_TABLE_END,
};

const struct frame_rule frame_table_python[] = {
    /* the interpreter; its library stays in: it is fuzzed like others */
    { FRAME_FILE, FRAME_BEGINS, "<frozen " },
    FILE_HOLDS("/importlib/"),
    FUNCTION_IS("_bootstrap"),
    FUNCTION_IS("_bootstrap_inner"),
    /* harness */
    FILE_HOLDS("/atheris/"),
    { FRAME_FILE, FRAME_BEGINS, "atheris/" },
    FILE_HOLDS("/hypothesis/"),
    FILE_HOLDS("/_pytest/"),
    FILE_HOLDS("/pluggy/"),
    FILE_HOLDS("/unittest/"),
    FUNCTION_IS("abort_with_issue"),
    FRAME_TABLE_END,
};

const struct frame_rule frame_table_javascript[] = {
    /* the runtime */
    { FRAME_FILE, FRAME_BEGINS, "node:" },
    { FRAME_FILE, FRAME_BEGINS, "internal/" },
    { FRAME_FILE, FRAME_BEGINS, "ext:" },
    { FRAME_FILE, FRAME_IS, "native" },
    { FRAME_FILE, FRAME_IS, "<anonymous>" },
    FUNCTION_BEGINS("process.processTicksAndRejections"),
    FUNCTION_BEGINS("processTicksAndRejections"),
    /* harness */
    FILE_HOLDS("/@jazzer.js/"),
    FILE_HOLDS("/node_modules/jest"),
    FILE_HOLDS("/node_modules/mocha/"),
    FILE_HOLDS("/node_modules/jsfuzz/"),
    FRAME_TABLE_END,
};

const struct frame_rule frame_table_csharp[] = {
    /* the runtime and its library */
    FUNCTION_BEGINS("System."),
    FUNCTION_BEGINS("Microsoft."),
    FUNCTION_BEGINS("Mono."),
    FUNCTION_BEGINS("Interop."),
    FUNCTION_BEGINS("(wrapper"),
    /* harness */
    FUNCTION_BEGINS("SharpFuzz."),
    FUNCTION_BEGINS("NUnit."),
    FUNCTION_BEGINS("Xunit."),
    FRAME_TABLE_END,
};

const struct frame_rule frame_table_lua[] = {
    { FRAME_FILE, FRAME_IS, "[C]" },
    FILE_HOLDS("luzer"),
    FRAME_TABLE_END,
};
