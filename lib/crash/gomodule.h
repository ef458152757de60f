/*
 * Import paths, and the path of a package below its module.
 *
 * A log names packages by their import paths and does not tell where the module ends.  If the
 * caller does not know either, it is guessed: github.com/owner/name and those of other forges have
 * three parts, example.com/name has two, a name without a dot is one; a /v2 behind them belongs to
 * it.  All packages of a log are of one module: the guess is shortened until that holds.
 */
#ifndef CRASH_GOMODULE_H
#define CRASH_GOMODULE_H

#include "crash/reading.h"

/* Turns the import paths of all Go results into paths below the module. */
void gomodule_take_off(struct reading *reading);

#endif
