{{%AUTOESCAPE context="HTML"}}
<feed xmlns="http://www.w3.org/2005/Atom">
<id>{{HUB_URL}}/feed/{{FEED_OF}}.atom</id>
<title>nopanic: {{FEED_OF}}</title>
<link rel="self" type="application/atom+xml" href="{{HUB_URL}}/feed/{{FEED_OF}}.atom"/>
<link rel="alternate" type="text/html" href="{{HUB_URL}}/r/{{FEED_OF}}"/>
<author><name>nopanic</name></author>
<updated>{{UPDATED}}</updated>
{{#ENTRIES}}
<entry><id>{{HUB_URL}}/feed/{{FEED_OF}}.atom#{{EVENT_ID}}</id><title>{{TITLE}}</title><link rel="alternate" type="text/html" href="{{HUB_URL}}{{PATH}}"/><updated>{{AT}}</updated>{{#SEVERITY_SET}}<category term="{{SEVERITY}}"/>{{/SEVERITY_SET}}<category term="{{KIND}}"/></entry>
{{/ENTRIES}}
</feed>
