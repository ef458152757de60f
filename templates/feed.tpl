{{%AUTOESCAPE context="HTML"}}
<feed xmlns="http://www.w3.org/2005/Atom">
<id>{{HUB_URL}}{{FEED_ID}}</id>
<title>nopanic: {{FEED_TITLE}}</title>
{{#SELF}}<link rel="self" type="application/atom+xml" href="{{HUB_URL}}{{FEED_ID}}"/>{{/SELF}}
<link rel="alternate" type="text/html" href="{{HUB_URL}}{{FEED_OF}}"/>
<author><name>nopanic</name></author>
<updated>{{UPDATED}}</updated>
{{#ENTRIES}}
<entry><id>{{HUB_URL}}{{PATH}}#event-{{EVENT_ID}}</id><title>{{TITLE}}</title><link rel="alternate" type="text/html" href="{{HUB_URL}}{{PATH}}"/><updated>{{AT}}</updated>{{#SEVERITY_SET}}<category term="{{SEVERITY}}"/>{{/SEVERITY_SET}}<category term="{{KIND}}"/></entry>
{{/ENTRIES}}
</feed>
