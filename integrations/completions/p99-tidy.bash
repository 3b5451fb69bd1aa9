# Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Completion for bash. What there is to offer, p99-tidy says itself.

_p99_tidy() {
  # Readline has cut words at `=` and `:`.
  local words=() word i
  for ((i = 1; i <= COMP_CWORD; ++i)); do
    word=${COMP_WORDS[i]}
    if ((${#words[@]})) && [[ $word == [=:]* || ${words[-1]} == *[=:] ]]; then
      words[-1]+=$word
    else
      words+=("$word")
    fi
  done
  local current=${words[-1]} last=${COMP_WORDS[COMP_CWORD]}
  # What stands before the part of the word that readline replaces.
  [[ $last != [=:] ]] || last=
  local before=${current%"$last"} line
  COMPREPLY=()
  while IFS= read -r line; do
    case $line in
      ':files '*)
        # Alone, readline's own completion of names is the better one: it knows
        # of tildes and quotes.
        ((${#COMPREPLY[@]})) || { compopt -o default -o filenames; return; }
        mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -f -- "$last")
        compopt -o filenames
        ;;
      ':folders '*) compopt -o dirnames -o filenames ;;
      *) COMPREPLY+=("${line#"$before"}") ;;
    esac
  done < <("$1" --complete "${words[@]}" 2>/dev/null | cut -f1)
  [[ ${#COMPREPLY[@]} != 1 || ${COMPREPLY[0]} != *= ]] || compopt -o nospace
}
complete -F _p99_tidy p99-tidy
