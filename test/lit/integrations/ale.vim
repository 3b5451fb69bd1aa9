" Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
" SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"
" What a user does with a finding: sees it, takes the fix, saves. Writes what was
" seen to seen.json; see ale.py.

function s:Findings()
  return get(get(g:ale_buffer_info, bufnr(''), {}), 'loclist', [])
endfunction

function s:Await(what, Condition)
  for l:round in range(1200)
    if a:Condition()
      return
    endif
    sleep 50m
  endfor
  call writefile(['Vim waited in vain for ' . a:what], '/dev/stderr')
  cquit
endfunction

call s:Await('a finding', {-> !empty(s:Findings())})
call writefile([json_encode(s:Findings())], 'seen.json')

if exists('g:take_fix')
  let s:first = s:Findings()[0]
  call cursor(s:first.lnum, s:first.col)
  " The answer to the menu.
  call feedkeys("1\<CR>", 't')
  ALECodeAction
  call s:Await('the fix', {-> getline(s:first.lnum) =~# 'setopt'})
  write
  call s:Await('silence', {-> empty(s:Findings())})
endif
quitall!
