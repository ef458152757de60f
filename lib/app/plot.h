/* Crashes a day over thirty days, as a plot with a scale. */
#ifndef APP_PLOT_H
#define APP_PLOT_H

#include "app/doc.h"
#include "hub/activity.h"

/* Template: PLOT_BARS is a path in a field of 300 by 78, PLOT_TOP and PLOT_HALF are the scale,
 * PLOT_FIRST and PLOT_MIDDLE dates, PLOT_SAYS the words. */
void plot_fill(struct doc *doc, const struct activity *activity);

#endif
