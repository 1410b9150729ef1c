# Reads what yaml.awk wrote: `value FILE PATH` prints one value, `list FILE PATH` one line per item (a scalar counts as one item).
value() {
  awk -F '\t' -v path="$2" '$1 == path { print substr($0, length(path) + 2); exit }' "$1" 2>/dev/null | while IFS= read -r text; do printf '%b' "$text"; done
}
count() { n=$(value "$1" "$2.#"); echo "${n:-0}"; }
list() {
  awk -F '\t' -v path="$2" '
    $1 == path { print substr($0, length(path) + 2); next }
    index($1, path ".") == 1 && substr($1, length(path) + 2) ~ /^[^.#]+$/ { print substr($0, length($1) + 2) }' "$1" 2>/dev/null
}
# Names of the keys right below a path.
keys() {
  awk -F '\t' -v path="$2." 'index($1, path) == 1 { rest = substr($1, length(path) + 1); sub(/\..*/, "", rest); if (rest != "#" && !seen[rest]++) print rest }' "$1" 2>/dev/null
}
