# The one build file.  make help lists what it does.

BUILD  ?= build
VAR    ?= var
PREFIX ?= /opt/nopanic
# The scripts read these; PORT stays unset unless given, since a hub remembers its own.
export BUILD VAR PORT

CFLAGS   ?= -O2 -g
CXXFLAGS ?= -O2 -g
WARN     = -Wall -Wextra -Wshadow -Wformat=2 -Wvla -Wwrite-strings -Wconversion $(WERROR)
WARN_C   = -Wstrict-prototypes -Wmissing-prototypes
HARDEN   = -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fstack-clash-protection -fPIE
LINK     = -pie -Wl,-z,relro,-z,now,-z,noexecstack,--as-needed
WERROR   = -Werror

# -Werror and the sanitizers do not go together: gcc then warns of format strings that are fine.
ifdef SANITIZE
HARDEN   = -fsanitize=address,undefined -fno-omit-frame-pointer -DARENA_DEBUG
LINK     = -fsanitize=address,undefined
WERROR   =
endif

PACKAGES = fcgi libpq libctemplate_nothreads jansson libjwt libcrypto libcrypt zlib libarchive libcurl libqrencode libgit2
USE      = -D_GNU_SOURCE -Ilib -Itests/unit -I$(BUILD) $(shell pkg-config --cflags $(PACKAGES))
# The .pc file of cmark-gfm asks for its extensions as well, which are another package.
LIBS     = $(shell pkg-config --libs $(PACKAGES)) -lcmark-gfm

PAGES    = $(patsubst %.c,$(BUILD)/%,$(wildcard cgi-bin/*.c))
JOBS     = $(patsubst %.c,$(BUILD)/%,$(wildcard cron/*.c))
COMMANDS = $(patsubst %_main.c,$(BUILD)/bin/%,$(notdir $(wildcard lib/*/*_main.c)))
TESTS    = $(patsubst %.c,$(BUILD)/%,$(wildcard tests/unit/test_*.c))
LIB_C    = $(filter-out %_main.c,$(wildcard lib/*/*.c))
LIB_O    = $(patsubst %,$(BUILD)/%.o,$(basename $(LIB_C) $(wildcard lib/*/*.cc))) $(BUILD)/sql.o

all: $(PAGES) $(JOBS) $(COMMANDS)

# One archive, so that a program links what it uses and no more.
$(BUILD)/libnopanic.a: $(LIB_O)
	@rm -f $@
	$(AR) rcs $@ $^

$(PAGES) $(JOBS): $(BUILD)/%: $(BUILD)/%.o $(BUILD)/libnopanic.a
	$(CXX) $(LINK) -o $@ $^ $(LIBS)

$(TESTS): $(BUILD)/%: $(BUILD)/%.o $(BUILD)/tests/unit/scene.o $(BUILD)/libnopanic.a
	$(CXX) $(LINK) -o $@ $^ $(LIBS) -lcmocka

$(BUILD)/bin/nopanic: $(BUILD)/lib/app/nopanic_main.o
$(BUILD)/bin/crashparse: $(BUILD)/lib/crash/crashparse_main.o
$(COMMANDS): $(BUILD)/libnopanic.a
	@mkdir -p $(@D)
	$(CXX) $(LINK) -o $@ $(filter %.o,$^) $(BUILD)/libnopanic.a $(LIBS)

$(BUILD)/%.o: %.c $(BUILD)/sql.h
	@mkdir -p $(@D)
	$(CC) -std=gnu17 $(USE) $(CFLAGS) $(HARDEN) $(WARN) $(WARN_C) -MMD -MP -c -o $@ $<

$(BUILD)/%.o: %.cc
	@mkdir -p $(@D)
	$(CXX) -std=c++17 $(USE) $(CXXFLAGS) $(HARDEN) $(WARN) -MMD -MP -c -o $@ $<

$(BUILD)/sql.o: $(BUILD)/sql.h
	$(CC) -std=gnu17 $(USE) $(CFLAGS) $(HARDEN) -MMD -MP -c -o $@ $(BUILD)/sql.c

$(BUILD)/sql.h: sql/to_c.awk $(wildcard sql/queries/*.sql)
	@mkdir -p $(@D)
	awk -f sql/to_c.awk -v dir=$(BUILD) $(wildcard sql/queries/*.sql)

# Only compiled, for the warnings of a second compiler: make objects CC=clang CXX=clang++ BUILD=...
objects: $(LIB_O) $(patsubst %.c,$(BUILD)/%.o,$(wildcard cgi-bin/*.c cron/*.c lib/*/*_main.c))

# The unit tests, to be built with SANITIZE=1 and run by tests/unit.sh.
tests: $(TESTS)

up:
	@deploy/packages.sh up
	@$(MAKE) --no-print-directory -q all 2>/dev/null || \
	    { echo "Building ..."; $(MAKE) --no-print-directory -s -j$$(nproc) all; }
	@deploy/up.sh

down:
	@deploy/down.sh

DO ?= help
nopanic:
	@deploy/nopanic.sh $(DO)

demo: up
	@deploy/packages.sh demo
	@tests/demo/run.sh

test:
	@deploy/packages.sh test
	@tests/run.sh

faults:
	@deploy/packages.sh test
	@$(MAKE) --no-print-directory -s all
	@POSTS=10000 KILLS=60 node tests/faults/kill.mjs
	@CRASHERS=10000 KILLS=200 JUMPS=20 node tests/faults/dispatch.mjs

bench:
	@deploy/packages.sh bench
	@$(MAKE) --no-print-directory -s all
	@tests/bench/run.sh

fuzz:
	@deploy/packages.sh demo
	@tests/fuzz/run.sh

security-scan:
	@deploy/packages.sh scan
	@$(MAKE) --no-print-directory -s all
	@node tests/scan/scan.mjs hub

scan-selftest:
	@deploy/packages.sh scan
	@$(MAKE) --no-print-directory -s all
	@node tests/scan/scan.mjs twin

C_FILES = $(wildcard lib/*/*.[ch] lib/*/*.cc cgi-bin/*.[ch] cron/*.[ch] tests/*/*.[ch])
lint:
	@$(MAKE) -s --no-print-directory all
	@clang-format --dry-run -Werror $(C_FILES)
	@tests/floors.sh
	@tests/harden.sh
	@tests/size.sh
	@tests/templates.sh
	@tests/settings.sh
	@tests/asvs.sh
	@if command -v shellcheck >/dev/null; then shellcheck -S warning .ci/run deploy/*.sh tests/*.sh tests/*/*.sh htdocs/*.sh; fi

install: all
	@deploy/install.sh "$(DESTDIR)$(PREFIX)"

clean:
	rm -rf $(BUILD)

help:
	@echo 'make           builds every program into BUILD=build'
	@echo 'make up        a hub on this machine: PORT=8080 VAR=var; again: puts into effect what is new'
	@echo 'make down      stops the hub of this VAR; its data stay'
	@echo 'make nopanic   the operator'"'"'s command on the hub of this VAR: DO="token list"'
	@echo 'make demo      make up, then real fuzzers push what they find'
	@echo 'make test      all tests; installs what they need; ends with "N passed, N failed"'
	@echo 'make faults    its kills, for longer: half an hour'
	@echo 'make lint      layout, floors, sizes, templates, scripts; silent when all is well'
	@echo 'make bench     the benchmarks, as ratios'
	@echo 'make fuzz      fuzzes our own parsers: SECONDS=60; HUB_URL= TOKEN= push the results to a hub'
	@echo 'make security-scan  sqlmap and wapiti on a hub; make scan-selftest: on planted bugs'
	@echo 'make install   what runs, into DESTDIR= PREFIX=/opt/nopanic'
	@echo 'make objects   only compiles; with CC=clang CXX=clang++ BUILD=... for the warnings of clang'
	@echo 'make clean     removes BUILD'

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
.DELETE_ON_ERROR:
.SECONDARY:
.PHONY: all objects tests up down nopanic demo test bench fuzz security-scan scan-selftest lint install clean help
