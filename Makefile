# unbake: targets  all  check  bench  count  accuracy  check-all  check-tables  coverage  fuzz  install  uninstall  clean
.POSIX:

prefix  = /usr/local
bindir  = $(prefix)/bin
libdir  = $(prefix)/lib
incdir  = $(prefix)/include
mandir  = $(prefix)/share/man
# Where the three shells look for completions.
bashdir = $(prefix)/share/bash-completion/completions
zshdir  = $(prefix)/share/zsh/site-functions
fishdir = $(prefix)/share/fish/vendor_completions.d
DESTDIR =

CC        = cc
AR        = ar
PKGCONFIG = pkg-config
CFLAGS    = -O2 -g
WARNINGS  = -Wall -Wextra -Wpedantic -Wshadow -Wconversion
# libc: iconv(3) is in the C library.  libiconv: link GNU libiconv.
ICONV     = $(shell echo 'int main(void) { iconv_open("", ""); }' | $(CC) -include iconv.h -x c -o /dev/null - 2>/dev/null && echo libc || echo libiconv)
# Put before every program that the tests start, for example valgrind.
WRAP      =

BUILD  = .build
LIBRARIES = icu-i18n icu-uc libutf8proc
ICONV_LIBS_libc     =
ICONV_LIBS_libiconv = -liconv
LDLIBS = $(shell $(PKGCONFIG) --libs $(LIBRARIES)) $(ICONV_LIBS_$(ICONV)) -lpthread
CPPFLAGS_ALL = -std=c11 -D_GNU_SOURCE -Isrc $(shell $(PKGCONFIG) --cflags $(LIBRARIES)) $(CPPFLAGS)
CFLAGS_ALL   = $(WARNINGS) -fvisibility=hidden $(CFLAGS)

LIBRARY_ROOMS = stream json repair normalize judge base tables
PROGRAM_ROOMS = cli files report
LIBRARY_SOURCES = $(wildcard $(LIBRARY_ROOMS:%=src/%/*.c) $(LIBRARY_ROOMS:%=src/%/*.S))
PROGRAM_SOURCES = $(wildcard $(PROGRAM_ROOMS:%=src/%/*.c))
LIBRARY_OBJECTS = $(patsubst %,$(BUILD)/%.o,$(LIBRARY_SOURCES))
PROGRAM_OBJECTS = $(patsubst %,$(BUILD)/%.o,$(PROGRAM_SOURCES))
UNIT_SOURCES = $(wildcard tests/unit/*.c)
UNIT_TESTS = $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(UNIT_SOURCES))
# What a program in src/makers/ is built from besides its own file and the library.
MAKER_SOURCES = $(wildcard src/makers/*.c)
MAKERS = $(patsubst src/makers/%.c,$(BUILD)/makers/%,$(MAKER_SOURCES))

all: needs unbake libunbake.a

# One line for whatever is missing, with the Debian package that holds it.
needs:
	@command -v $(PKGCONFIG) >/dev/null || { echo 'unbake: pkg-config is missing: apt-get install pkg-config' >&2; exit 1; }
	@$(PKGCONFIG) --exists icu-i18n icu-uc || { echo 'unbake: ICU is missing: apt-get install libicu-dev' >&2; exit 1; }
	@$(PKGCONFIG) --exists libutf8proc || { echo 'unbake: utf8proc is missing: apt-get install libutf8proc-dev' >&2; exit 1; }

unbake: $(PROGRAM_OBJECTS) libunbake.a
	$(CC) $(CFLAGS_ALL) $(LDFLAGS) -o $@ $(PROGRAM_OBJECTS) libunbake.a $(LDLIBS)

libunbake.a: $(LIBRARY_OBJECTS)
	rm -f $@
	$(AR) rcs $@ $(LIBRARY_OBJECTS)

$(BUILD)/%.c.o: %.c | needs
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS_ALL) $(CFLAGS_ALL) -MMD -MP -c -o $@ $<

$(BUILD)/%.S.o: %.S | needs
	@mkdir -p $(@D)
	$(CC) -Isrc -c -o $@ $<

# A unit test may look into any room, the program's too.
TESTABLE_OBJECTS = $(filter-out %/main.c.o,$(PROGRAM_OBJECTS))

# The tables that .S files include.
$(BUILD)/src/tables/language_model.S.o: src/tables/language_model.bin
$(BUILD)/src/tables/word_set.S.o: src/tables/word_set.bin
$(BUILD)/src/tables/known_words.S.o: src/tables/known_words.bin
$(BUILD)/src/tables/languages.S.o: src/tables/languages.bin

$(BUILD)/unit/%: tests/unit/%.c $(TESTABLE_OBJECTS) libunbake.a
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS_ALL) -Itests -Itests/unit $(CFLAGS_ALL) -MMD -MP -o $@ $< $(TESTABLE_OBJECTS) libunbake.a $(LDLIBS)

$(BUILD)/makers/%: src/makers/%.c libunbake.a
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS_ALL) $(CFLAGS_ALL) -MMD -MP -o $@ $< libunbake.a $(LDLIBS) -lm

-include $(LIBRARY_OBJECTS:.o=.d) $(PROGRAM_OBJECTS:.o=.d)

check: all $(UNIT_TESTS) $(BUILD)/fuzz-replay $(BUILD)/kill $(BUILD)/hostile
	@WRAP='$(WRAP)' BUILD='$(BUILD)' CC='$(CC)' MAKE='$(MAKE)' sh tests/run

# The fuzz target and its corpus, without a fuzzer.
$(BUILD)/fuzz-replay: $(wildcard tests/fuzz/*.[ch]) libunbake.a
	$(CC) $(CPPFLAGS_ALL) -Itests/fuzz $(CFLAGS_ALL) -o $@ $(filter %.c,$^) libunbake.a $(LDLIBS)

$(BUILD)/kill $(BUILD)/hostile: $(BUILD)/%: tests/%.c tests/check.h
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS_ALL) -Itests $(CFLAGS_ALL) -o $@ $<

# Half an hour: sanitizers, valgrind, analyzers, kills on every file system, fuzzers, coverage.
check-all: all
	@CHECKED='$(CHECKED)' FUZZ_TIME='$(FUZZ_TIME)' sh tests/check_all.sh

# Lines and branches that make check runs.
coverage: needs
	@sh tests/coverage.sh

# Both fuzzers, FUZZ_TIME seconds each.
fuzz: needs
	@FUZZ_TIME='$(FUZZ_TIME)' sh tests/fuzz/run.sh

# How much mojibake comes back, on text that no table was made from: the translated man pages that are installed
# (Debian's manpages-de, manpages-ja, ...), or the files LANGUAGE.txt of ACCURACY_TEXT.
ACCURACY_TEXT = $$(sh tests/accuracy/man_text.sh $(BUILD)/accuracy/text)
ACCURACY_FLAGS =
$(BUILD)/accuracy/mojibake: tests/accuracy/mojibake.c tests/accuracy/damage.c tests/accuracy/damage.h libunbake.a
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS_ALL) $(CFLAGS_ALL) -o $@ tests/accuracy/mojibake.c tests/accuracy/damage.c libunbake.a $(LDLIBS)

$(BUILD)/accuracy/%: tests/accuracy/%.c libunbake.a
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS_ALL) -Itests $(CFLAGS_ALL) -o $@ $< libunbake.a $(LDLIBS)

# And how well traditional Chinese is simplified; OPENCC_CASES names the testcases.json of OpenCC's source, if at hand, and
# SIMPLIFIED_TEXT more files to convert there and back.
accuracy: all $(BUILD)/accuracy/mojibake $(BUILD)/accuracy/simplify $(BUILD)/accuracy/slip
	@$(BUILD)/accuracy/mojibake $(ACCURACY_FLAGS) $(ACCURACY_TEXT)
	@OPENCC_CASES='$(OPENCC_CASES)' SIMPLIFIED_TEXT='$(SIMPLIFIED_TEXT)' sh tests/accuracy/simplify.sh $(BUILD)/accuracy/text $(BUILD)/accuracy/simplify
	@bzcat $(UNIHAN) | $(BUILD)/accuracy/slip $(SLIP_TEXT)
	@sh tests/accuracy/guess.sh $(BUILD)/accuracy/text ./unbake

# How fast it is beside other programs on the same bytes, as a table and as the chart of the README.
CHART = man/speed.svg
$(BUILD)/bench/bench: tests/bench/bench.c libunbake.a
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS_ALL) $(CFLAGS_ALL) -o $@ $< libunbake.a $(LDLIBS)

bench: all $(BUILD)/bench/bench
	@$(BUILD)/bench/bench $(BUILD)/bench $(CHART)

# Instructions on the texts of make bench, beside those of another commit.
BASE = HEAD
count: all
	@sh tests/bench/count.sh $(BASE)

# How much simulated byte slip is undone; SLIP_TEXT are pages of clean Chinese text.
UNIHAN    = /usr/share/unicode/Unihan_Readings.txt.bz2
SLIP_TEXT = fixtures/slip/plain.txt

# Rebuilds the generated tables into $(BUILD)/tables and compares them with src/tables.
check-tables: all $(MAKERS)
	@BUILD='$(BUILD)' sh tests/tables.sh

install: all
	mkdir -p $(DESTDIR)$(bindir) $(DESTDIR)$(libdir)/pkgconfig $(DESTDIR)$(incdir) $(DESTDIR)$(mandir)/man1 $(DESTDIR)$(mandir)/man3
	install -m 755 unbake $(DESTDIR)$(bindir)/unbake
	mkdir -p $(DESTDIR)$(bashdir) $(DESTDIR)$(zshdir) $(DESTDIR)$(fishdir)
	./unbake --completion=bash > $(DESTDIR)$(bashdir)/unbake
	./unbake --completion=zsh > $(DESTDIR)$(zshdir)/_unbake
	./unbake --completion=fish > $(DESTDIR)$(fishdir)/unbake.fish
	install -m 644 libunbake.a $(DESTDIR)$(libdir)/libunbake.a
	install -m 644 src/unbake.h $(DESTDIR)$(incdir)/unbake.h
	install -m 644 man/unbake.1 $(DESTDIR)$(mandir)/man1/unbake.1
	install -m 644 man/unbake.3 $(DESTDIR)$(mandir)/man3/unbake.3
	printf 'prefix=%s\nlibdir=%s\nincludedir=%s\n\nName: unbake\nDescription: gives damaged text its meaning back\nVersion: %s\nRequires.private: %s\nLibs: -L$${libdir} -lunbake\nLibs.private: %s\nCflags: -I$${includedir}\n' \
	  '$(prefix)' '$(libdir)' '$(incdir)' "$$(sed -n 's/.*UNBAKE_VERSION "\(.*\)"/\1/p' src/unbake.h)" '$(LIBRARIES)' '$(ICONV_LIBS_$(ICONV)) -lpthread' \
	  > $(DESTDIR)$(libdir)/pkgconfig/unbake.pc

uninstall:
	rm -f $(DESTDIR)$(bindir)/unbake $(DESTDIR)$(libdir)/libunbake.a $(DESTDIR)$(libdir)/pkgconfig/unbake.pc \
	  $(DESTDIR)$(incdir)/unbake.h $(DESTDIR)$(mandir)/man1/unbake.1 $(DESTDIR)$(mandir)/man3/unbake.3 \
	  $(DESTDIR)$(bashdir)/unbake $(DESTDIR)$(zshdir)/_unbake $(DESTDIR)$(fishdir)/unbake.fish

clean:
	rm -rf $(BUILD) unbake libunbake.a

.PHONY: all needs check check-all coverage bench count fuzz accuracy check-tables install uninstall clean
