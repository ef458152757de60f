/* QR codes, by libqrencode. */
#ifndef BASE_QR_H
#define BASE_QR_H

#include "base/text.h"

/* The dark squares as the path of an SVG whose units they are, and how many make a side. */
char *qr_path(struct arena *mem, const char *text, int *side);

#endif
