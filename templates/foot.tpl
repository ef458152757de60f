{{%AUTOESCAPE context="HTML"}}
</main>
<footer class="foot"><span>nopanic</span><button class="link" type="button" data-help hidden>Keyboard shortcuts</button><span class="push">All times UTC</span></footer>
</body>
</html>
