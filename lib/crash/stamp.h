/*
 * Time stamps that CI systems and `ts` put in front of each line.
 *
 * 2026-11-22T10:41:07.1234567Z text       GitHub, Azure, `docker logs -t`
 * 2026-11-22T10:41:07.123456Z 00O text    GitLab
 * [2026-11-22T10:41:07.123Z] text         Jenkins
 * 2026-11-22 10:41:07 text, Nov 22 10:41:07 text, 10:41:07 text, [10:41:07] text
 * [   12.345678] text                     a kernel
 * 10-02 19:25:00.123  1234  1240 F DEBUG   : text, F/DEBUG   ( 123): text    Android
 * CRASH LOG: text                         Centipede
 */
#ifndef CRASH_STAMP_H
#define CRASH_STAMP_H

#include "base/text.h"

/* Whether a line that begins so may begin with a stamp. */
bool stamp_may_begin(char first, char second);

/* The bytes of the stamp and the one blank behind it; 0 if the line begins with none. */
size_t stamp_size(struct bytes line);

/* Whether the log is a download of GitHub's, with `job TAB step TAB` before each stamp, and the
 * bytes of these two words in a line. */
bool stamp_has_steps(struct bytes log);
size_t stamp_steps_size(struct bytes line);

#endif
