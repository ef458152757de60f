{{%AUTOESCAPE context="HTML"}}
<pre class="src" tabindex="0" role="region" aria-label="Source of {{FILE}}, lines {{FIRST_LINE}} to {{LAST_LINE}}"><code>{{#LINES}}<span class="l{{#HIT}} hit{{/HIT}}" data-n="{{LINE}}">{{#PIECES}}{{#PLAIN}}{{TEXT:pre_escape}}{{/PLAIN}}{{#COLOURED}}<span class="{{CLASS}}">{{TEXT:pre_escape}}</span>{{/COLOURED}}{{#CODE}}<span class="uni">{{TEXT}}</span>{{/CODE}}{{/PIECES}}{{#CUT_SET}}<span class="uni">{{CUT}} bytes more</span>{{/CUT_SET}}
</span>{{#WHY_SET}}<span class="why">{{WHY:pre_escape}}
</span>{{/WHY_SET}}{{/LINES}}</code></pre>
