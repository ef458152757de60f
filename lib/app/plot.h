/* Plots with a scale: crashes a day over thirty days, and lines of thirty points. */
#ifndef APP_PLOT_H
#define APP_PLOT_H

#include "app/doc.h"
#include "hub/activity.h"
#include "hub/trend.h"

/* Template: PLOT_BARS is a path in a field of 300 by 78, PLOT_TOP and PLOT_HALF are the scale,
 * PLOT_FIRST and PLOT_MIDDLE dates, PLOT_SAYS the words. */
void plot_fill(struct doc *doc, const struct activity *activity);

enum plot_size { PLOT_SMALL, PLOT_LARGE }; /* in fields of 132 by 28, and of 300 by 114 */

/*
 * Template: PLOT_LINE is the path of the points; -1 is none, and five of them on end are a gap.  A
 * small one fills its field from the least to the greatest, a large one stands on zero: PLOT_AREA
 * is what is under it, PLOT_TOP and PLOT_HALF are the scale.  Both end in a dot at PLOT_X, PLOT_Y.
 */
void plot_line_fill(struct doc *doc, const struct trend_line *line, enum plot_size size);

/* Template: PLOT_FIRST and PLOT_MIDDLE, dates of a plot of so many days that ends today. */
void plot_dates_fill(struct doc *doc, int64_t days);

#endif
