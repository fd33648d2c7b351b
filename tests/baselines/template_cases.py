"""Constructs of the template language: expressions and whole templates for make_templates.py."""

CONTEXT = {
    "s": "Hello World", "pad": "  \t pad ded \n", "uni": "Grüße, Ωσς ß ﬁ 你好 👍🏽", "empty": "", "lines": "one\ntwo\r\nthree\n\nfive",
    "csv": "a,b,,c", "quote": "it's \"q\" \\ \n\t\u0007\u00a0", "html": "<a href='x'>&\"</a>",
    "n": 7, "neg": -7, "zero": 0, "f": 2.5, "big": 1e16, "small": 1e-05, "t": True, "no": False, "nil": None,
    "xs": [3, 1, 2], "words": ["b", "A", "c", "a"], "nested": [[1, 2], [3, [4]]], "nothing": [], "mixed": [1, "1", None, True, 2.0],
    "d": {"a": 1, "B": [2], "items": "shadow", "c": {"k": "v"}}, "nodict": {},
    "people": [{"name": "Ann", "age": 30, "tags": ["x"]}, {"name": "bob", "age": 25}, {"name": "Cid", "age": 30, "boss": {"name": "Ann"}}],
    "messages": [{"role": "user", "content": " hi <|im_end|> "}, {"role": "assistant", "content": "yo"}],
}

EXPRESSIONS = r"""
1 + 2 * 3
(1 + 2) * 3
7 / 2
7 // 2
-7 // 2
7 % -3
-7 % 3
2 ** 10
2 ** -1
2 ** 3 ** 2
-2 ** 2
1 / 0
5 // 0
5 % 0
0 ** -1
7.5 // 2
-7.5 % 2
1e3
1_000
0x1F + 0o17 + 0b11
0.1 + 0.2
1e16
1e15
123456789.123
1e-4
1e-5
big
small
3.0
1e22
100000 * 100000
f * 2
true + true
-true
+5
-s
not s
not not n
n == 7.0
true == 1
s == 'Hello World'
nil == none
missing == none
missing == missing2
xs == [3, 1, 2]
(1, 2) == [1, 2]
{'a': 1} == {'a': 1.0}
1 < 2 < 3
1 < 3 < 2
3 > 2 >= 2 != 1
'a' < 'b'
[1, 2] < [1, 3]
1 < 'a'
none < 1
1 in xs
9 not in xs
'ell' in s
'a' in d
'z' not in d
1 in 5
1 in 'abc'
missing in xs
1 in missing
s ~ n ~ nil ~ t ~ f
s + n
'a' ~ missing ~ 'b'
missing + 'a'
missing.x
missing['x']
missing is defined
d.missing is defined
d.missing.deeper
d.missing.deeper is defined
missing()
s()
'yes' if n else 'no'
'yes' if zero else 'no'
'yes' if zero
('yes' if zero) is defined
1 if 0 else 2 if 0 else 3
n and s
zero and s
zero or s
nil or none or 'x'
not n or s
[1, 'a', none, true, 2.5]
[1, 2,]
(1,)
()
(1, 'b')
1, 2
{}
{'a': 1, "b": [none, {'c': false}]}
{'a': 1, 'a': 2}
{1: 2, none: 3, true: 4}
{[1]: 2}
quote
[quote]
[uni]
["it's"]
['say "x"']
['both \' and "']
["\x00\x1f\x7f\u2028\U0001F600"]
"tab\tnew\nline\\ \a\b\f\v\r end"
'oct \101 hex \x41 uni \u00e9 \U0001F600 unknown \d'
'a' 'b' "c"
'line\
joined'
s[0]
s[-1]
s[99]
s[99] is defined
uni[2]
uni[-1]
s[1:4]
s[:-1]
s[-3:]
s[::-1]
s[::2]
s[8:2:-2]
s[5:2]
s[-100:100]
s[100:]
s[none:3]
s['a']
s[1:'a']
uni[::-1]
uni[2:4]
xs[0]
xs[-1]
xs[5]
xs[1:]
xs[:-1]
xs[::-1]
xs[::0]
(1, 2, 3)[1:]
xs['0']
xs.0
nested[1][1][0]
nested.1.1
d.a
d['a']
d.c.k
d['c']['k']
d[1]
d['missing']
d.get('a')
d.get('z')
d.get('z', 'dflt')
d.keys()
d.values()
d.items()
d.keys() | list
d.items() | list
d.pop('a')
d.update({})
d.__class__
s.__class__
s.__class__.__mro__
xs.append(4)
xs.append is defined
xs.index(1)
xs.index(9)
xs.count(3)
n.x
n.x is defined
nil.x
nil.x is defined
range(5)
range(5) | list
range(2, 8, 3) | list
range(5, 0, -2) | list
range(3)[1]
range(3) | length
range(200000)
range(0, 3, 0)
range('a')
dict(a=1, b=2)
dict([('x', 1), ('y', 2)])
dict(d, z=1)
namespace(a=1).a
namespace(a=1).b is defined
namespace(_a=1)
raise_exception('stop')
strftime_now('%Y') | length
lipsum is undefined or true
s.upper()
s.lower()
uni.upper()
uni.lower()
uni.title()
uni.capitalize()
uni.swapcase()
"they're bill's".title()
s.title()
'hello wORLD'.capitalize()
pad.strip()
pad.lstrip()
pad.rstrip()
'xxaxx'.strip('x')
'xyaxy'.lstrip('xy')
'xyaxy'.rstrip('xy')
'éaé'.strip('é')
'a'.strip('')
csv.split(',')
csv.split(',', 1)
csv.rsplit(',', 1)
csv.rsplit(',')
csv.split('')
pad.split()
' a  b c '.split(none, 1)
' a  b c '.rsplit(none, 1)
' a  b c '.rsplit()
''.split()
''.split(',')
'a--b--c'.split('--', maxsplit=1)
lines.splitlines()
lines.splitlines(true)
'a=b=c'.partition('=')
'a=b=c'.rpartition('=')
'abc'.partition('=')
'abc'.rpartition('=')
s.startswith('Hell')
s.endswith(('x', 'ld'))
s.startswith('')
s.startswith(5)
s.find('o')
s.rfind('o')
s.find('z')
uni.find('Ω')
s.index('z')
s.count('l')
s.count('')
s.replace('l', 'L')
s.replace('l', 'L', 1)
s.replace('', '-')
s.replace('z', 'y')
s.removeprefix('Hello ')
s.removesuffix('ld')
s.isupper()
'ABC'.isupper()
'abc'.islower()
'abc1'.isalnum()
'12'.isdigit()
'²'.isdigit()
'½'.isnumeric()
' \t'.isspace()
''.isspace()
'é'.isalpha()
'x'.center(6, '*')
'xy'.center(7, '*')
'x'.ljust(3) ~ '|'
'x'.rjust(3, '0')
','.join(['a', 'b'])
','.join([1])
'{} and {}'.format(1, 'x')
'{1} {0} {name!r}'.format('a', 'b', name='c')
'{{}} {:>5}|{:<5}|{:^5}|{:05d}|{:.2f}'.format('a', 'b', 'c', 42, 3.14159)
'{0.name} {0[age]}'.format(people[0])
'{}'.format()
'{!s:5}|{!r:>5}'.format(3, 'x')
'%s-%d-%05.1f-%x' % ('a', 3, 2.55, 255)
'%s' % s
'%(a)s!' % d
'%s' % none
'%r %5s|%-5s|%%' % ('q', 'a', 'b')
'%s %s' % 'one'
'%d' % 'x'
'abc' * 3
3 * 'ab'
'a' * -1
[1] * 3
[1] + [2, 3]
(1,) + (2,)
[1] + (2,)
s | upper
s | lower
s | title
'hello-world (foo) [bar]' | title
s | capitalize
n | upper
missing | upper
pad | trim
pad | trim ~ '|'
'xxaxx' | trim('x')
missing | trim
s | length
uni | length
xs | count
d | length
missing | length
n | length
xs | join(', ')
mixed | join('-')
people | join(', ', attribute='name')
missing | join(',')
5 | join
s | list
d | list
n | list
xs | first
xs | last
nothing | first
nothing | last is defined
s | first
xs | sort
words | sort
words | sort(case_sensitive=true)
words | sort(reverse=true)
people | sort(attribute='age') | map(attribute='name') | list
people | sort(attribute='age,name', reverse=true) | map(attribute='name') | list
mixed | sort
xs | reverse | list
s | reverse
words | unique | list
words | unique(case_sensitive=true) | list
xs | min
xs | max
words | min
words | max(case_sensitive=true)
nothing | max is defined
people | max(attribute='age')
xs | sum
xs | sum(start=10)
people | sum(attribute='age')
d | dictsort
d | dictsort(true)
{'b': 1, 'a': 2} | dictsort(by='value')
{'b': 1, 'a': 2} | dictsort(false, 'key', true)
{'b': 1} | dictsort(by='x')
people | groupby('age')
people | map(attribute='name') | join(' ')
people | map(attribute='boss.name') | list
people | map(attribute='boss.name', default='-') | list
people | map('length') | list
words | map('upper') | list
words | map('replace', 'a', 'X') | list
words | map('nofilter') | list
people | selectattr('age', 'equalto', 30) | map(attribute='name') | list
people | selectattr('boss') | map(attribute='name') | list
people | selectattr('boss', 'defined') | list | length
people | rejectattr('tags', 'defined') | map(attribute='name') | join(',')
people | selectattr('tags', 'undefined') | list | length
xs | select('gt', 1) | list
xs | select('odd') | list
mixed | select | list
mixed | select('string') | list
mixed | reject('none') | list
xs | select('in', [1, 2]) | list
xs | select('notest') | list
nodict | select | list
(xs | select('odd')) | first
xs | select('odd') | length
xs | batch(2) | list
xs | batch(2, 'z') | list
xs | slice(2) | list
xs | slice(2, 'z') | list
d | items | list
missing | items | list
s | items | list
missing | default('d')
nil | default('d')
nil | default('d', true)
empty | d('e', boolean=true)
zero | default(5)
'42' | int
' 42 ' | int
'42.9' | int
'-0' | int
'x' | int
'x' | int(9)
'0x1F' | int(0, 16)
'ff' | int(base=16)
f | int
-2.7 | int
nil | int
[] | int(3)
missing | int
'1_000' | int
'1e3' | int
'3.5' | float
'x' | float
'x' | float(1.5)
n | float
2.5 | round
3.5 | round
2.675 | round(2)
2.55 | round(1, 'ceil')
2.55 | round(1, 'floor')
7 | round
-2.5 | round
neg | abs
-2.5 | abs
s | string | length
xs | string
nil | string
t | string
f | string
s | replace('o', '0')
s | replace('o', '0', 1)
n | replace('7', '8')
s | replace('o')
lines | indent
lines | indent(2)
lines | indent(2, true)
lines | indent(2, blank=true)
lines | indent('> ', first=true)
'a' | indent
'a\n' | indent
html | e
html | escape
html | safe
html | forceescape
html | e | e
html | e(1)
html | safe(1)
n | string(1)
s | title(1)
html | safe | e
html | e | forceescape
html | e | safe | string | e
html | safe is escaped
html is escaped
html | e ~ '<' ~ html
'<' ~ html | safe ~ '&'
html | safe + '<&>'
'<&>' + html | e
'<&>' + html | safe + '"'
'<' + (d | tojson | safe) + '>'
html | safe + 1
missing + html | safe
('<' + html | safe) ~ '<'
(html | safe)[0] + '<'
(html | safe)[:2] + '<'
(html | safe)[::-1] + '<'
html | safe | first + '<'
html | safe | last + '<'
html | safe | list | first + '<'
html | safe | reverse + '<'
html | safe | upper + '<'
html | safe | lower + '<'
html | safe | capitalize + '<'
html | safe | title + '<'
html | safe | trim + '<'
html | safe | trim('<') + '<'
html | safe | string + '<'
html | safe | default('x') + '<'
html | safe | replace('a', '<') + '<'
html | safe | indent + '<'
'<\n<' | safe | indent('&', true) + '<'
'a <b c' | safe | truncate(5, true, '>', 0)
'a <b c' | truncate(5, true, '>' | safe, 0)
'a <b c d' | safe | truncate(5, false, '>', 0) + '<'
[html | safe, '<'] | join('&') + '<'
['<', '&'] | join('<' | safe) + '<'
['<', html | safe] | map('upper') | join
[html | safe, '<'] | map('e') | list
[html | safe]
{'a': html | e}
[html | safe] | tojson
(html | safe) == html
{'<': 1}['<' | safe]
'<' in (html | safe)
html | safe is string
html | safe | length
('<' | safe) * 2 + '<'
2 * ('<' | safe) + '<'
'<%s>' % (html | safe)
('<%s>' | safe) % html
('<%s>' | safe) % (html | safe)
('<%s %5s|%-6s|%.2s>' | safe) % ('<', '<', '&', '<<<')
('<%r>' | safe) % '<'
'%r' % (html | safe)
('<%(a)s>' | safe) % {'a': '<'}
('<%s>' | safe) % ['<']
('<%d %.1f>' | safe) % (3, 2.5)
('<%s>' | safe) % none + '<'
'<%s>' | safe | format('<') + '<'
'<%s>' | format('<' | safe) + '<'
('<{}>' | safe).format('<') + '<'
('<{}|{!r}|{!s}>' | safe).format('<' | safe, '<', '<' | safe)
('<{:>3}>' | safe).format('<')
('<{:<<3}>' | safe).format(1)
('<{:>3}>' | safe).format('<' | safe)
('<{0.name}{0[name]}>' | safe).format({'name': '&'})
'<{}>'.format('<' | safe) + '<'
('<' | safe).join(['&', 1, '&' | safe])
'<'.join(['&', '&' | safe]) + '<'
(html | safe).replace('a', '<') + '<'
html.replace('a', '<' | safe) + '<'
(html | safe).replace('a', 5)
(html | safe).upper() + '<'
(html | safe).title() + '<'
(html | safe).strip('<') + '<'
(html | safe).split('a')
(html | safe).split('a')[0] + '<'
('<\n>' | safe).splitlines() | first + '<'
(html | safe).partition('a')
(html | safe).removeprefix('<') + '<'
('<' | safe).center(3, '*') + '<'
('<' | safe).center(3, '<')
('<' | safe).ljust(3) + '<'
(html | safe).find('a') + 1
(html | safe).startswith('<')
(html | safe).upper is defined
(html | safe) | attr('upper') is defined
html.striptags is defined
n | safe + '<'
none | e + '<'
missing | safe + '<'
missing | e + '<'
[1, '<'] | e
[1, '<'] | safe
('b<' | safe, 'a<') | sort
[html | safe] | sum(start=[])
[html | safe, '<'] | unique | list
n | e
'a very long sentence indeed' | truncate(10)
'a very long sentence indeed' | truncate(10, true)
'a very long sentence indeed' | truncate(10, true, '!', 0)
'short' | truncate(4)
'%s is %d' | format('x', 3)
'%(k)s' | format(k='v')
'a b  c_d' | wordcount
people[0] | attr('name')
s | attr('upper') is defined
s | nofilter
s is notest
d | tojson
people | tojson
uni | tojson
quote | tojson
html | tojson
mixed | tojson
nested | tojson(indent=2)
d | tojson(indent=4)
d | tojson(indent='--')
nodict | tojson(indent=2)
nothing | tojson
d | tojson(sort_keys=true)
xs | tojson(separators=(',', ':'))
d | tojson(separators=(', ', '='), indent=1)
uni | tojson(ensure_ascii=true)
missing | tojson
(1, 2) | tojson
{1: 1, none: 2, true: 3, 2.5: 4} | tojson
1e16 | tojson
[1e-7, 1.0, 100] | tojson
range(2) | tojson
namespace() | tojson
xs | map('string') | tojson
n is odd
n is even
f is odd
s is odd
8 is divisibleby 4
8 is divisibleby(3)
n is defined
nil is none
nil is not none
missing is none
n is number
t is number
t is integer
n is integer
f is float
f is number
s is string
n is string
missing is string
s is iterable
n is iterable
d is iterable
missing is iterable
xs is sequence
d is sequence
s is sequence
n is sequence
d.items() is sequence
d is mapping
xs is mapping
t is boolean
n is boolean
t is true
n is true
no is false
zero is false
nil is sameas none
t is sameas true
s is lower
'abc' is lower
'ABC' is upper
n is upper
n is eq 7
n is equalto(7)
n is ne 8
n is gt 6
n is ge 7
n is lt 8
n is lessthan 7
n is le 7
n is greaterthan 7
n is in [7]
3 is in xs
'H' is in s
raise_exception is callable
s is callable
'upper' is filter
'odd' is test
'zzz' is filter
n is not odd
n is odd and s is string
not n is odd
n is odd is true
s is defined and n > 3 or missing.x
s|upper|lower|title
-n|abs
-1|abs
(n - 10)|abs
s.upper().lower()|length + 1
n - 1|int
'a' ~ 'b'|upper
1 ~ 2 * 3
1 + 2 ~ 3
[1, 2, 3][1] + xs[0]
{'a': {'b': [1, 2]}}.a.b[-1]
((1))
messages[0].content.strip()
messages[-1]['role']
messages | map(attribute='role') | list
messages|length - 1
messages[1:][0].content
messages[0].content.split('<|')[0].rstrip()
messages | selectattr('role', 'eq', 'user') | list | length
9223372036854775807
9223372036854775807 + 0
loop is defined
self is undefined or true
true and
1 +
(1
[1, 2
{'a' 1}
a b
1 2
'unclosed
@
a..b
a.
f(1=2)
""".strip("\n").split("\n")

# A backslash at the end of a line joins two lines of the list above.
EXPRESSIONS = [e.replace("\0", "\n") for e in "\n".join(EXPRESSIONS).replace("\\\n", "\\\0").split("\n") if e]

TEMPLATES = [
    "plain text", "", "\n", "a\n", "a\n\n", "\r\na\rb\r\n", "{{ s }}\n", "{{ s }}\n\n", "{ { } } {x} %} }} #}",
    "{% if n %}\nyes\n{% endif %}\nend", "  {% if n %}\n  yes\n  {% endif %}\n  end", "a  {% if n %} yes {% endif %}  b",
    "{%- if n -%}  yes  {%- endif -%}  end", "a \n {%- if n %} x {% endif -%} \n b", "  {%+ if n %}x{%+ endif %}\n", "{% if n +%}\nx{% endif +%}\n y",
    "  {{ n }}  \n  {{- n -}}  \n  {{ n }}", "a {#- c -#} b", "a {# c #}\nb", "  {# c #}\nb", "  {#+ c +#}\nb", "a{# unclosed", "{# {{ }} {% #}x",
    "{% raw %}{{ x }}{% if %}{% endraw %}", "a\n  {% raw %}\n  {{ x }}\n  {% endraw %}\nb", "{%- raw -%}  {{ x }}  {%- endraw -%}  b", "{% raw %}a", "{% raw -%}\n x {%+ endraw %}",
    "{% if zero %}a{% elif nil %}b{% elif n %}c{% else %}d{% endif %}", "{% if zero %}a{% else %}d{% endif %}", "{% if zero %}a{% endif %}", "{% if %}{% endif %}", "{% if n %}", "{% endif %}", "{% else %}",
    "{% if n %}{% if zero %}x{% else %}y{% endif %}{% endif %}",
    "{% for x in xs %}{{ x }},{% endfor %}", "{% for x in xs %}{{ loop.index }}{{ loop.index0 }}{{ loop.revindex }}{{ loop.revindex0 }}{{ loop.first }}{{ loop.last }}{{ loop.length }};{% endfor %}",
    "{% for x in xs %}{{ loop.previtem }}<{{ x }}>{{ loop.nextitem }} {% endfor %}", "{% for x in xs %}{{ loop.previtem is defined }}{{ loop.depth }}{{ loop.depth0 }}{% endfor %}",
    "{% for x in xs %}{{ loop.cycle('a', 'b') }}{% endfor %}", "{% for x in [1, 1, 2] %}{{ loop.changed(x) }}{% endfor %}", "{% for x in xs %}{{ loop['index'] }}{{ loop.nope is defined }}{% endfor %}",
    "{% for x in nothing %}x{% else %}none{% endfor %}", "{% for x in missing %}x{% else %}none{% endfor %}", "{% for x in nil %}x{% endfor %}", "{% for x in n %}x{% endfor %}",
    "{% for c in 'aé👍' %}[{{ c }}]{% endfor %}", "{% for k in d %}{{ k }}{% endfor %}", "{% for k, v in d.items() %}{{ k }}={{ v }};{% endfor %}", "{% for k, v in d | items %}{{ k }};{% endfor %}",
    "{% for a, b in nested %}{{ a }}/{{ b }};{% endfor %}", "{% for a, b in xs %}{% endfor %}", "{% for a, (b, c) in [(1, (2, 3))] %}{{ a }}{{ b }}{{ c }}{% endfor %}", "{% for a in 1, 2 %}{{ a }}{% endfor %}",
    "{% for x in xs if x > 1 %}{{ x }}{{ loop.index }}{{ loop.length }}{% endfor %}", "{% for x in xs if x > 9 %}{{ x }}{% else %}e{% endfor %}", "{% for p in people if p.boss is defined %}{{ p.name }}{% endfor %}",
    "{% for x in xs %}{% if x == 1 %}{% continue %}{% endif %}{{ x }}{% endfor %}", "{% for x in xs %}{% if x == 1 %}{% break %}{% endif %}{{ x }}{% else %}e{% endfor %}", "{% for x in xs %}{% break %}{% else %}e{% endfor %}", "{% for x in xs %}{% continue %}{% else %}e{% endfor %}", "{% break %}",
    "{% for x in xs %}{% for y in xs %}{% if y == 1 %}{% break %}{% endif %}{{ x }}{{ y }} {% endfor %}{% endfor %}", "{% for x in xs %}{% set q = x %}{% endfor %}{{ q is defined }}", "{% set q = 0 %}{% for x in xs %}{% set q = q + x %}{{ q }}{% endfor %}{{ q }}",
    "{% for x in xs %}{{ loop.index }}{% for y in xs %}{{ loop.index }}{% endfor %}{{ loop.index }};{% endfor %}", "{% for s in xs %}{{ s }}{% endfor %}{{ s }}", "{% for x in range(3) %}{{ x }}{% endfor %}", "{% for x in xs recursive %}{{ x }}{% endfor %}x" if False else "{% for x in xs | reverse %}{{ x }}{% endfor %}",
    "{% set g = xs | select('odd') %}{% for x in g %}{{ x }}{% endfor %}|{% for x in g %}{{ x }}{% endfor %}", "{% set g = xs | map('string') %}{{ g | first }}{{ g | list }}{{ g | list }}", "{% set g = xs | select %}{{ 1 in g }}{{ g | list }}",
    "{% set a = 1 %}{{ a }}", "{% set a, b = 1, 2 %}{{ a }}{{ b }}", "{% set a, b = xs %}", "{% set (a, b) = (1, 2) %}{{ b }}", "{% set a = 1, 2 %}{{ a }}", "{% set a = s if n else nil %}{{ a }}", "{% set %}", "{% set 1 = 2 %}", "{% set none = 2 %}",
    "{% set x %}a{{ n }}b{% endset %}{{ x }}{{ x | length }}", "{% set x | upper | trim %} a{{ s }} {% endset %}[{{ x }}]", "{% set x %}{% set y = 1 %}{% endset %}{{ y is defined }}",
    "{% set ns = namespace(a=1, b='x') %}{% for x in xs %}{% set ns.a = ns.a + x %}{% endfor %}{{ ns.a }}{{ ns.b }}{{ ns['a'] }}", "{% set ns = namespace() %}{% set ns.x %}blk{% endset %}{{ ns.x }}", "{% set ns = namespace({'q': 1}, r=2) %}{{ ns.q }}{{ ns.r }}", "{% set d.x = 1 %}", "{% set missing.x = 1 %}", "{% set ns = namespace() %}{% set ns._x = 1 %}", "{% set ns = namespace() %}{% set ns.a, ns.b = 1, 2 %}{{ ns.a }}{{ ns.b }}",
    "{% if n %}{% set z = 5 %}{% endif %}{{ z }}", "{% if zero %}{% set s = 5 %}{% endif %}{{ s }}", "{% with a = 1, b = n %}{{ a }}{{ b }}{% endwith %}{{ a is defined }}", "{% with %}{% set q = 1 %}{{ q }}{% endwith %}{{ q is defined }}", "{% set a = 5 %}{% with a = 1, b = a %}{{ b }}{% endwith %}",
    "{% macro m(a, b=2, c='x') %}{{ a }}{{ b }}{{ c }}{% endmacro %}{{ m(1) }}|{{ m(1, 5) }}|{{ m(c=3, a=0) }}|{{ m() }}", "{% macro m(a) %}{{ a is defined }}{% endmacro %}{{ m() }}{{ m(1) }}", "{% macro m(a, b=a) %}{{ b }}{% endmacro %}{{ m(4) }}", "{% macro m() %}{{ varargs }}{{ kwargs }}{% endmacro %}{{ m(1, 2, z=3) }}", "{% macro m(a) %}{% endmacro %}{{ m(1, 2) }}", "{% macro m(a) %}{% endmacro %}{{ m(b=2) }}", "{% macro m(a=1, b) %}{% endmacro %}",
    "{% macro m(x) %}{% if x %}{{ x }}{{ m(x - 1) }}{% endif %}{% endmacro %}{{ m(5) }}", "{% macro m() %}{{ q }}{% endmacro %}{% set q = 3 %}{{ m() }}", "{% set q = 1 %}{% macro m() %}{% set q = 2 %}{{ q }}{% endmacro %}{{ m() }}{{ q }}", "{% macro m() %}  x {% endmacro %}[{{ m() | trim }}]{{ m() | length }}", "{{ m() }}{% macro m() %}{% endmacro %}", "{% macro m(a) %}{{ a }}{% endmacro %}{{ m(*[1]) }}{{ m(**{'a': 2}) }}{{ m(*xs) }}", "{% macro m(a) %}{{ caller() }}{% endmacro %}{{ m(1) }}",
    "{% macro box() %}<{{ caller() }}>{% endmacro %}{% call box() %}in {{ n }}{% endcall %}", "{% macro each(v) %}{% for x in v %}{{ caller(x) }};{% endfor %}{% endmacro %}{% call(x) each(xs) %}{{ x * 2 }}{% endcall %}", "{% macro m() %}x{% endmacro %}{% call m() %}y{% endcall %}", "{% call s %}{% endcall %}",
    "{% set x | safe %}<{{ html }}{% endset %}{{ x + '<' }}", "{% set x %}<{{ html | safe }}{% endset %}{{ x + '<' }}", "{% filter e %}<{{ html | safe }}{% endfilter %}", "{% for c in html | safe %}{{ c + '<' }}{% endfor %}", "{% set ns = namespace(x='<' | safe) %}{% set ns.x = ns.x + '<' %}{{ ns.x }}", "{% macro m(v) %}<{{ v + '<' }}{% endmacro %}{{ m('<' | safe) + '<' }}", "{% macro m() %}{{ caller() + '<' }}{% endmacro %}{% call m() %}<{{ '<' | safe }}{% endcall %}",
    "{% filter upper %}a{{ s }}{% endfilter %}", "{% filter replace('a', 'b') | upper %}aa{% endfilter %}", "{% filter nope %}{% endfilter %}", "{% filter trim %}  {% for x in xs %} {{ x }} {% endfor %}  {% endfilter %}|",
    "{% generation %}a{{ n }}{% endgeneration %}b", "{% for m in messages %}{%- generation -%} {{ m.content }} {%- endgeneration -%}{% endfor %}", "{% generation %}{% set zz = 1 %}{% endgeneration %}{{ zz is defined }}", "{% generation %}", "{% print n, s %}",
    "{% if zero %}{{ s | nofilter }}{% endif %}ok", "{% if n %}{{ s | nofilter }}{% endif %}", "{{ (s | nofilter) if zero else 'ok' }}", "{% if zero %}{{ s is notest }}{% endif %}ok",
    "{% do xs %}", "{% unknown %}", "{% %}", "{{ }}", "{{", "{% if n", "{{ s }", "{{ s %}", "{% if n }}x{% endif %}", "{{ 'a' }}}}", "{{ {'a': {'b': 1}} }}", "{{ {'a': 1}}}", "{{ '}}' }}{{ \"%}\" }}", "{{ '{{' ~ '{%' }}",
    "{{\ns\n|\nupper\n}}", "{%\nif\nn\n%}x{%\nendif\n%}", "{% if n: %}x{% endif %}", "{% for x in xs: %}{{ x }}{% endfor %}", "{{ s }}{{- s -}} {{ s }}", "{%- for m in messages -%}\n  {{- m.role }}: {{ m.content | trim }}\n{% endfor -%}\nend\n", "\u00a0{%- if n %}x{% endif %}", "a\u2028  {%- if n %}x{% endif %}", "{{ s\u00a0}}", "{{ é }}", "{% set é = 1 %}{{ é }}", "x{% if n %}\n\n{% endif %}\n\ny", "{% if n %} {# c #} {% endif %}", "{{ n }}{# c #}\n{{ n }}", "  {% set a = 1 %}  \n b", "{% set a = 1 -%}  \n  b",
    "{% for m in messages %}{% if loop.first %}{{ bos_token }}{% endif %}<|{{ m['role'] }}|>{{ m['content'] }}{% endfor %}", "{% include 'x' %}", "{% import 'x' as y %}", "{% extends 'x' %}",
]
