-- Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
-- SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
--
-- wrk's script: the requests that Load sends, as fast as they are answered.

local requests, sent = {}, 0

function init(arguments)
  for line in io.lines(arguments[1]) do
    local method, path, body = line:match("^[^\t]*\t([^\t]*)\t([^\t]*)\t(.*)$")
    wrk.headers["User-Agent"] = "load"
    wrk.headers["X-Trace-Id"] = "4bf92f3577b34da6"
    requests[#requests + 1] = wrk.format(method, path, wrk.headers, body ~= "" and body or nil)
  end
end

function request()
  sent = sent % #requests + 1
  return requests[sent]
end
