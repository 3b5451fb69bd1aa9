-- Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
-- SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
--
-- What a user does with a finding: sees it, takes the fix, saves. Prints what
-- was seen, as JSON; see neovim.py.

local function await(what, condition)
  if not vim.wait(60000, condition, 20) then
    io.stderr:write('Neovim waited in vain for ', what, '\n')
    vim.cmd('cquit 1')
  end
end

local seen = {}
await('a diagnostic', function()
  seen.diagnostics = vim.diagnostic.get(0)
  return #seen.diagnostics > 0
end)
local first = seen.diagnostics[1]
vim.api.nvim_win_set_cursor(0, { first.lnum + 1, first.col })

-- The menu that asks the user.
vim.ui.select = function(items, options, choose)
  seen.menu = vim.tbl_map(options.format_item or tostring, items)
  choose(items[1], 1)
end
vim.lsp.buf.code_action()
await('the fix', function() return vim.bo.modified end)
vim.cmd('write')
await('silence', function() return #vim.diagnostic.get(0) == 0 end)

io.stdout:write(vim.fn.json_encode(seen))
vim.cmd('quitall!')
