/*
 * Stacks as the standard library of Rust prints them:
 *
 *    4: codec::body            or    4:     0x7f89cd640233 - codec::body::hcdf51e4c9dc54357
 *              at ./src/codec.rs:12:5
 */
#ifndef CRASH_RUSTFRAME_H
#define CRASH_RUSTFRAME_H

#include "crash/reading.h"

/* Reads the frames that follow into a new stack of the draft, and stops behind them. */
void rustframe_read_all(struct reading *reading);

#endif
