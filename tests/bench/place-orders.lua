-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Each request orders one line of a cart that was filled beforehand. Arguments: the first cart line, how many there are,
-- and the tokens of the customers whose carts they are in: line n is in the cart of customer n modulo their number.

local tokens = {}
local line
local last

function init (arguments)
  line = tonumber (arguments[1])
  last = line + tonumber (arguments[2]) - 1
  for i = 3, #arguments do
    tokens[i - 3] = arguments[i]
  end
  count = #arguments - 2
end

function request ()
  if line > last then
    wrk.thread:stop ()
  end
  local headers = {
    ["Authorization"] = "Bearer " .. tokens[line % count],
    ["Content-Type"] = "application/json",
  }
  local body = '{"cart_id":' .. line .. ',"delivery_address":"12 Sweet Street","payment_method":"other"}'
  line = line + 1
  return wrk.format ("POST", nil, headers, body)
end
