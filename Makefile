# make            build every program               make up      a hub on this machine
# make test       all tests, under the sanitizers   make down    stop it
# make lint       layout, floors, sizes, templates  make help    the rest

BUILD ?= build
VAR   ?= var
PORT  ?= 8080

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

PACKAGES = fcgi libpq libctemplate jansson libjwt libcrypto libcrypt zlib
USE      = -D_GNU_SOURCE -Ilib -Itests/unit -I$(BUILD) $(shell pkg-config --cflags $(PACKAGES))
LIBS     = $(shell pkg-config --libs $(PACKAGES))

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
	$(CC) -std=gnu17 $(USE) $(CFLAGS) $(HARDEN) -c -o $@ $(BUILD)/sql.c

$(BUILD)/sql.h: sql/to_c.awk $(wildcard sql/queries/*.sql)
	@mkdir -p $(@D)
	awk -f sql/to_c.awk -v dir=$(BUILD) $(wildcard sql/queries/*.sql)

clean:
	rm -rf $(BUILD)

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
.DELETE_ON_ERROR:
.SECONDARY:
.PHONY: all clean
