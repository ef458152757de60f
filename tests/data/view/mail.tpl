Subject: A letter to {{NAME}}
Hello {{NAME}},

your code is {{CODE}}.
