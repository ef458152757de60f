-- GETs of one page: COOKIE.
dofile(debug.getinfo(1, "S").source:match("@(.*)/") .. "/report.lua")

function init(arguments)
    wrk.headers["Cookie"] = arguments[1]
end
