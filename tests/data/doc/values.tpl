{{%AUTOESCAPE context="HTML"}}
text={{TEXT}}{{#TEXT_SET}} set{{/TEXT_SET}}{{#TEXT_NOT}} not{{/TEXT_NOT}}
id={{ID}}{{#ID_SET}} set{{/ID_SET}}{{#ID_NOT}} not{{/ID_NOT}}
number={{NUMBER}}{{#NUMBER_SET}} set{{/NUMBER_SET}}{{#NUMBER_NOT}} not{{/NUMBER_NOT}}
count={{COUNT}}{{#COUNT_SET}} set{{/COUNT_SET}}{{#COUNT_NOT}} not{{/COUNT_NOT}}
flag={{#FLAG}}yes{{/FLAG}}{{#FLAG_NOT}}no{{/FLAG_NOT}}
time={{TIME}}|{{TIME_AGO}}|{{TIME_UTC}}|{{TIME_DATE}}{{#TIME_NOT}}not{{/TIME_NOT}}
span={{SPAN}}{{#SPAN_NOT}} not{{/SPAN_NOT}}
part={{#PART}}{{INNER}}{{/PART}}
{{#ROWS_ANY}}rows={{#ROWS}}[{{CELL}}]{{/ROWS}}{{/ROWS_ANY}}{{#ROWS_NONE}}rows=none{{/ROWS_NONE}}
only={{ONLY}}{{#SHOWN}} shown{{/SHOWN}}
