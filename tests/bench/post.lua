-- Posts a crash that libFuzzer found, each time with another log and input, of one of 400 bugs:
-- PATH REPO TOKEN.
local folder = debug.getinfo(1, "S").source:match("@(.*)/")
dofile(folder .. "/report.lua")

local BUGS = 20 -- squared
local CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

local pieces, input, path, seed
local sent = 0

-- The template in pieces: text, "@S@" or "@C@", text, ...
local function split(text)
    local all, from = {}, 1
    for before, mark, after in text:gmatch("()(@[SC]@)()") do
        all[#all + 1] = text:sub(from, before - 1)
        all[#all + 1] = mark
        from = after
    end
    all[#all + 1] = text:sub(from)
    return all
end

local function read(name)
    local file = assert(io.open(name, "rb"))
    local text = file:read("*a")
    file:close()
    return text
end

function init(arguments)
    local repo, token = arguments[2], arguments[3]
    path = arguments[1]
    local random = assert(io.open("/dev/urandom", "rb"))
    local a, b, c = random:read(3):byte(1, 3)
    random:close()
    seed = a * 65536 + b * 256 + c
    math.randomseed(seed)

    local log = read(folder .. "/asan.log"):gsub('[\\"\n\t]',
        { ["\\"] = "\\\\", ['"'] = '\\"', ["\n"] = "\\n", ["\t"] = "\\t" })
    local base64 = {}
    for i = 1, 1352 do
        local at = math.random(64)
        base64[i] = CHARACTERS:sub(at, at)
    end
    pieces = split('{"repo":"' .. repo .. '","commit":"c0ffee0000000000000000000000000000000001","results":[' ..
        '{"package":"image","target":"fuzz_image","log":"' .. log .. '","crashers":[' ..
        '{"name":"crash-000000000000000000000000@C@","base64":"@C@' .. table.concat(base64) .. '"}]}]}')
    wrk.headers["Authorization"] = "Bearer " .. token
    wrk.headers["Content-Type"] = "application/json"
end

function request()
    sent = sent + 1
    local this = string.format("%06x%010d", seed, sent)
    local bug = string.char(96 + math.random(BUGS), 96 + math.random(BUGS))
    local body = {}
    for i, piece in ipairs(pieces) do
        body[i] = piece == "@S@" and bug or piece == "@C@" and this or piece
    end
    wrk.headers["Idempotency-Key"] = this
    return wrk.format("POST", path, nil, table.concat(body))
end
