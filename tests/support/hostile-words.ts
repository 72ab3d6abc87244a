/** What no Mac should be called, and somebody will call theirs. None of it may be more than text. */
export const hostileWords = [
  '<img src=x onerror="document.title=\'owned\'">',
  "\"><script>document.title='owned'</script>",
  "'; DROP TABLE device; --",
  '$\u007b7*7}{{7*7}}#{7*7}%s%n',
  '[x](javascript:document.title=1) ![y](https://evil.example/y.png)',
  '\u202egnp.tohsneercs\u2066\u200f',
  'a\tb\nc\u0085d\u009b31m',
  'W'.repeat(250),
  'e\u0301\u0302\u0303\u0304\u0305'.repeat(40),
  '👩‍👩‍👧‍👦'.repeat(30),
  ']]></string><key>x</key>&amp;&#x41;',
  '$(touch /tmp/owned) `id` | rm -rf /',
  '../../../../etc/passwd\\..\\..',
  'constructor',
  '__proto__',
]
