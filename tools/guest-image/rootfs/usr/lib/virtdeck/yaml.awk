# Flattens the YAML (or JSON) that people write for cloud-init into lines `path<TAB>value`; a list's length is `path.#`.
# In values \ is \\, a line feed \n, a tab \t. Anchors, tags and complex keys are not understood.

function indent(s) { match(s, /^ */); return RLENGTH }
function trim(s) { sub(/^[ \t]+/, "", s); sub(/[ \t]+$/, "", s); return s }
function spaces(n,   s) { s = ""; while (n-- > 0) s = s " "; return s }
function join(path, key) { return path == "" ? key : path "." key }

function emit(path, value) {
  gsub(/\\/, "\\\\", value); gsub(/\n/, "\\n", value); gsub(/\t/, "\\t", value)
  print path "\t" value
}

function skip() { while (at <= last && line[at] ~ /^[ \t]*(#.*)?$/) at++ }

# Position just after a quoted string that begins at `from`.
function quoteEnd(s, from,   q, i, c) {
  q = substr(s, from, 1)
  for (i = from + 1; i <= length(s); i++) {
    c = substr(s, i, 1)
    if (q == "\"" && c == "\\") i++
    else if (c == q && q == "'" && substr(s, i + 1, 1) == "'") i++
    else if (c == q) return i + 1
  }
  return 0
}

function unquote(s,   q, out, i, c, e) {
  q = substr(s, 1, 1)
  s = substr(s, 2, length(s) - 2)
  if (q == "'") { gsub(/''/, "'", s); return s }
  out = ""
  for (i = 1; i <= length(s); i++) {
    c = substr(s, i, 1)
    if (c != "\\") { out = out c; continue }
    e = substr(s, ++i, 1)
    if (e == "n") out = out "\n"
    else if (e == "t") out = out "\t"
    else if (e == "r") out = out "\r"
    else if (e == "0") out = out ""
    else if (e == "u") { out = out utf8(substr(s, i + 1, 4)); i += 4 }
    else if (e == "x") { out = out utf8("00" substr(s, i + 1, 2)); i += 2 }
    else out = out e
  }
  return out
}

function utf8(hex,   n, i) {
  n = 0
  for (i = 1; i <= 4; i++) n = n * 16 + index("0123456789abcdef", tolower(substr(hex, i, 1))) - 1
  if (n < 128) return sprintf("%c", n)
  if (n < 2048) return sprintf("%c%c", 192 + int(n / 64), 128 + n % 64)
  return sprintf("%c%c%c", 224 + int(n / 4096), 128 + int(n / 64) % 64, 128 + n % 64)
}

# Where the `:` of `key: value` is; 0 when the text is no such pair.
function colon(s,   from, i) {
  if (s ~ /^["']/) {
    from = quoteEnd(s, 1)
    if (!from) return 0
    match(substr(s, from), /^ *:( |$)/)
    return RSTART ? from + index(substr(s, from), ":") - 1 : 0
  }
  if (s ~ /^[\[{#&*!|>%@`]/ || s ~ /^[-?]( |$)/) return 0
  i = match(s, /:( |$)/)
  return i && match(s, / #/) && RSTART < i ? 0 : i
}

function plain(s) {
  if (match(s, /[ \t]+#/)) s = substr(s, 1, RSTART - 1)
  s = trim(s)
  return s == "~" || s == "null" ? "" : s
}

function quoted(path, s, ind,   end) {
  while (!(end = quoteEnd(s, 1)) && at <= last) s = s " " trim(line[at++])
  emit(path, end ? unquote(substr(s, 1, end - 1)) : s)
}

function balanced(s,   i, c, depth, next_) {
  depth = 0
  for (i = 1; i <= length(s); i++) {
    c = substr(s, i, 1)
    if (c ~ /["']/ && (i == 1 || substr(s, i - 1, 1) ~ /[ \[{,:]/)) { next_ = quoteEnd(s, i); if (!next_) return 0; i = next_ - 1 }
    else if (c ~ /[\[{]/) depth++
    else if (c ~ /[]}]/ && --depth == 0) return 1
  }
  return 0
}

# Recursive descent over `flow` from `fp`.
function blanks() { while (substr(flow, fp, 1) ~ /[ \t]/) fp++ }
function flowValue(path,   c, end, from) {
  blanks()
  c = substr(flow, fp, 1)
  if (c == "[") { flowList(path); return }
  if (c == "{") { flowMap(path); return }
  if (c == "\"" || c == "'") { end = quoteEnd(flow, fp); emit(path, unquote(substr(flow, fp, end - fp))); fp = end; return }
  from = fp
  while (fp <= length(flow) && substr(flow, fp, 1) !~ /[],}]/) fp++
  emit(path, plain(substr(flow, from, fp - from)))
}
function flowList(path,   i) {
  i = 0; fp++; blanks()
  while (fp <= length(flow) && substr(flow, fp, 1) != "]") {
    flowValue(join(path, i++)); blanks()
    if (substr(flow, fp, 1) == ",") fp++
    blanks()
  }
  fp++
  emit(join(path, "#"), i)
}
function flowMap(path,   key, end, from) {
  fp++; blanks()
  while (fp <= length(flow) && substr(flow, fp, 1) != "}") {
    if (substr(flow, fp, 1) ~ /["']/) { end = quoteEnd(flow, fp); key = unquote(substr(flow, fp, end - fp)); fp = end }
    else { from = fp; while (fp <= length(flow) && substr(flow, fp, 1) !~ /[:,}]/) fp++; key = trim(substr(flow, from, fp - from)) }
    blanks()
    if (substr(flow, fp, 1) == ":") { fp++; flowValue(join(path, key)) } else emit(join(path, key), "")
    blanks()
    if (substr(flow, fp, 1) == ",") fp++
    blanks()
  }
  fp++
}

function literal(path, header, ind,   folded, chomp, block, text, s, count, previous) {
  folded = header ~ /^>/; chomp = header ~ /-/ ? "-" : header ~ /\+/ ? "+" : ""
  block = -1; text = ""; previous = 0
  while (at <= last) {
    s = line[at]
    if (s ~ /^ *$/) { text = text "\n"; at++; previous = 0; continue }
    if (block < 0) { if (indent(s) <= ind) break; block = indent(s) }
    if (indent(s) < block) break
    s = substr(s, block + 1)
    if (folded && previous && s !~ /^[ \t]/) { sub(/\n$/, " ", text) }
    text = text s "\n"; previous = s !~ /^[ \t]/; at++
  }
  if (chomp != "+") sub(/\n+$/, chomp == "-" ? "" : "\n", text)
  emit(path, text)
}

function inline(path, s, ind) {
  if (s ~ /^[|>][-+0-9]*[ \t]*(#.*)?$/) { literal(path, s, ind); return }
  if (s ~ /^["']/) { quoted(path, s, ind); return }
  if (s ~ /^[\[{]/) {
    while (!balanced(s) && at <= last) s = s " " trim(line[at++])
    flow = s; fp = 1; flowValue(path); return
  }
  s = plain(s)
  while (at <= last && line[at] !~ /^[ \t]*(#.*)?$/ && indent(line[at]) > ind) s = s " " plain(line[at++])
  emit(path, s)
}

function sequence(path, ind,   i, rest, s) {
  i = 0
  for (skip(); at <= last && indent(line[at]) == ind && substr(line[at], ind + 1) ~ /^-( |$)/; skip()) {
    s = substr(line[at], ind + 2)
    rest = trim(s)
    if (rest == "" || rest ~ /^#/) { at++; node(join(path, i++), ind + 1) }
    else if (rest ~ /^-( |$)/ || colon(rest)) { line[at] = spaces(ind + 1) s; node(join(path, i++), ind + 1) }
    else { at++; inline(join(path, i++), rest, ind) }
  }
  emit(join(path, "#"), i)
}

function mapping(path, ind,   s, c, key, rest) {
  for (skip(); at <= last && indent(line[at]) == ind && (c = colon(s = substr(line[at], ind + 1))); skip()) {
    key = trim(substr(s, 1, c - 1)); rest = trim(substr(s, c + 1))
    if (key ~ /^["']/) key = unquote(key)
    at++
    if (rest != "" && rest !~ /^#/) { inline(join(path, key), rest, ind); continue }
    skip()
    if (at <= last && indent(line[at]) == ind && substr(line[at], ind + 1) ~ /^-( |$)/) sequence(join(path, key), ind)
    else node(join(path, key), ind + 1)
  }
}

function node(path, least,   ind, s) {
  skip()
  if (at > last || indent(line[at]) < least) { emit(path, ""); return }
  ind = indent(line[at]); s = substr(line[at], ind + 1)
  if (s ~ /^-( |$)/) sequence(path, ind)
  else if (colon(s)) mapping(path, ind)
  else { at++; inline(path, trim(s), least - 1) }
}

{ sub(/\r$/, "") }
/^---/ && NR < 3 { next }
/^\.\.\.[ \t]*$/ { exit }
{ line[++last] = $0 }
END { at = 1; node("", 0) }
