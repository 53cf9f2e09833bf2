import { END_ID, OPEN_ID } from './entries.js'

/** KEYS: log, lease. ARGV: writer, ttl, lease time, fields. Opens a log once; the same writer may ask twice. */
export const OPEN: string = `
local first = redis.call('XRANGE', KEYS[1], '-', '+', 'COUNT', 1)[1]
if first then return first[1] == '${OPEN_ID}' and first[2][2] == ARGV[1] and 1 or 0 end
redis.call('XADD', KEYS[1], '${OPEN_ID}', unpack(ARGV, 4))
redis.call('PEXPIRE', KEYS[1], ARGV[2])
redis.call('SET', KEYS[2], ARGV[1], 'PX', ARGV[3])
return 1`

/**
 * KEYS: log, lease. ARGV: id of the last entry, id of the new one (the same where there is none), its four fields, fields of
 * the end. Ends the log of a dead writer.
 */
export const SEAL: string = `
local last = redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 1)[1]
if not last or last[1] ~= ARGV[1] or redis.call('EXISTS', KEYS[2]) == 1 then return 0 end
if ARGV[2] ~= ARGV[1] then redis.call('XADD', KEYS[1], ARGV[2], unpack(ARGV, 3, 6)) end
redis.call('XADD', KEYS[1], '${END_ID}', unpack(ARGV, 7))
return 1`
