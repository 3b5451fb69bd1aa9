# Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Completion for fish. What there is to offer, p99-tidy says itself.

function __p99_tidy_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    for line in ($words[1] --complete $words[2..-1] "$current" 2>/dev/null)
        switch $line
            case ':files *'
                set -l before (string sub -s 8 -- $line)
                set -l name (string sub -s (math (string length -- "$before") + 1) -- "$current")
                string replace -r '^' -- "$before" (__fish_complete_path "$name")
            case ':folders *'
                set -l before (string sub -s 10 -- $line)
                set -l name (string sub -s (math (string length -- "$before") + 1) -- "$current")
                string replace -r '^' -- "$before" (__fish_complete_directories "$name")
            case '*'
                echo $line
        end
    end
end

complete -c p99-tidy -f -a '(__p99_tidy_complete)'
