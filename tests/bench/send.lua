-- Each thread sends its share of the files, each file once, each with its applicant's cookie.
local threads = 0
function setup(thread)
  thread:set("share", threads)
  threads = threads + 1
end

function init(args)
  files, at = {}, 0
  local n = 0
  for line in io.lines(os.getenv("BENCH_FILES")) do
    if n % 2 == share then
      local path, cookie = line:match("(%S+) (.+)")
      files[#files + 1] = {path, cookie}
    end
    n = n + 1
  end
end

function request()
  at = at + 1
  local file = files[at]
  if file == nil then
    io.stderr:write("more requests than files\n")
    os.exit(1)
  end
  local headers = {["Cookie"] = file[2], ["Content-Type"] = "application/x-www-form-urlencoded"}
  return wrk.format("POST", file[1], headers, os.getenv("BENCH_BODY"))
end
