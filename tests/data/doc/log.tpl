{{%AUTOESCAPE context="HTML"}}
{{#HEAD_LINES}}{{#PLAIN}}{{TEXT:pre_escape}}{{/PLAIN}}{{#BAD}}bad[{{TEXT:pre_escape}}]{{/BAD}}{{#DIM}}dim[{{TEXT:pre_escape}}]{{/DIM}}{{/HEAD_LINES}}{{#LEFT_OUT_SET}}({{LEFT_OUT}} left out){{/LEFT_OUT_SET}}{{#TAIL_LINES}}{{#PLAIN}}{{TEXT:pre_escape}}{{/PLAIN}}{{/TAIL_LINES}}
