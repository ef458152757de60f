{{%AUTOESCAPE context="HTML"}}
top={{PLOT_TOP}} half={{PLOT_HALF}} bars={{PLOT_BARS}}
