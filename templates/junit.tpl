{{%AUTOESCAPE context="HTML"}}
<testsuites name="{{REPOSITORY}} #{{RUN}}" tests="{{TESTS}}" failures="{{FAILURES}}" errors="{{ERRORS}}" time="{{SECONDS}}">
{{#SUITES}}
<testsuite name="{{SUITE}}" tests="{{TESTS}}" failures="{{FAILURES}}" errors="{{ERRORS}}" skipped="0" time="{{SECONDS}}" timestamp="{{AT}}">
{{#CASES}}
<testcase classname="{{CLASS}}" name="{{CASE}}" time="{{SECONDS}}">{{#FAILURE}}<failure type="{{TYPE}}" message="{{SAYS}}">{{CRASHERS}}</failure>{{/FAILURE}}{{#ERROR}}<error type="{{TYPE}}" message="{{SAYS}}"></error>{{/ERROR}}</testcase>
{{/CASES}}
</testsuite>
{{/SUITES}}
</testsuites>
