import { createNormalizer } from '@strict-responses/core'
import { describe, expect, it } from 'vitest'
import { byName, bytesOf, CORPUS_ABSENT, corpusAvailable, recordings } from '../support/corpus.js'
import type { Fault } from './faults/fault.js'
import { FAULTS, fault } from './faults/index.js'
import { READERS } from './readers/index.js'
import type { Reader, ReadResult } from './readers/reader.js'

/** What each refuses, and the beginning of what it says. */
const REFUSED: { readonly [reader: string]: { readonly [fault: string]: string } } = {
  'async-openai': {
    seq_missing: 'missing field sequence_number',
    seq_string: 'sequence_number is no',
    no_item_id: 'missing field item_id',
    no_output_index: 'missing field output_index',
    no_content_index: 'missing field content_index',
    no_annotations: 'missing field part.annotations',
    no_item_status: 'missing field item.status',
    item_no_id: 'missing field item.id',
    item_no_role: 'missing field item.role',
    part_added_no_part: 'missing field part',
    tiny_response_object: 'missing field response.object',
    no_created_at: 'missing field response.created_at',
    created_at_float: 'response.created_at is no unsigned integer',
    usage_no_details: 'missing field response.usage.input_tokens_details',
    usage_chat_style: 'missing field response.usage.input_tokens',
    completed_no_response_field: 'missing field response',
    completed_output_missing: 'missing field response.output',
    no_type_in_data: 'missing field type',
    unknown_event_unregistered_index: 'unknown variant response.brand_new.delta',
    response_done_instead_of_completed: 'unknown variant response.done',
    ping_event_empty_json: 'missing field type',
    err_data_error_only: 'missing field type',
    err_nested: 'missing field message',
    failed_error_no_code: 'missing field response.error.code',
    fc_no_call_id: 'missing field item.call_id',
    fc_added_no_arguments: 'missing field item.arguments',
    chat_chunk_mid: 'missing field type',
    bad_json_mid: 'no JSON',
    empty_data_heartbeat: 'no JSON',
  },
  Rig: {
    seq_missing: 'missing field sequence_number',
    seq_string: 'sequence_number is no',
    no_output_index: 'missing field output_index',
    no_content_index: 'missing field content_index',
    no_item_status: 'missing field item.status',
    part_added_no_part: 'missing field part',
    tiny_response_object: 'missing field response.object',
    no_created_at: 'missing field response.created_at',
    created_at_float: 'response.created_at is no',
    usage_chat_style: 'missing field response.usage.input_tokens',
    no_completed: 'stream did not yield a terminal',
    truncated_clean: 'stream did not yield a terminal',
    response_done_instead_of_completed: 'stream did not yield a terminal',
    fc_no_status: 'missing field item.status',
    fc_no_call_id: 'missing field item.call_id',
    bad_json_mid: 'no JSON',
  },
  'openai-go': {
    top_level_error_null: 'received error while streaming: null',
    err_string: 'received error while streaming',
    empty_data_heartbeat: 'no JSON',
    bad_json_mid: 'no JSON',
    null_data: 'json: cannot unmarshal',
  },
  'openai-java': {
    seq_missing: 'missing field sequence_number',
    no_logprobs: 'missing field logprobs',
    no_annotations: 'missing field part.annotations',
    no_item_status: 'missing field item.status',
    tiny_response_object: 'missing field response.object',
    usage_no_details: 'missing field response.usage.input_tokens_details',
    keepalive_event: 'Unknown ResponseStreamEvent',
    unknown_event_unregistered_index: 'Unknown ResponseStreamEvent',
    failed_unknown_code: 'response.error.code is no',
    incomplete_unknown_reason: 'response.incomplete_details.reason is no',
    fc_no_call_id: 'missing field item.call_id',
  },
  Codex: {
    no_completed: 'stream closed before response.completed',
    response_done_instead_of_completed: 'stream closed before response.completed',
    completed_no_response_field: 'stream closed before response.completed',
    usage_chat_style: 'failed to parse ResponseCompleted: missing field usage.input_tokens',
    cr_only: 'stream closed before response.completed',
    no_trailing_blank_line: 'stream closed before response.completed',
    ndjson: 'stream closed before response.completed',
    err_flat: 'stream closed before response.completed',
    failed_error_null: 'response.failed event received',
  },
}

/** Events of OpenAI's own that a reader knows nothing of: they pass, and it goes on failing on them. */
const UNKNOWN_TO: readonly { readonly reader: string; readonly error: RegExp; readonly reason: string }[] = [
  {
    reader: 'async-openai',
    error: /^unknown variant response\.(shell_call_|apply_patch_|compaction)/,
    reason: 'its enum has no such events, and OpenAI sends them',
  },
  {
    reader: 'openai-java',
    error: /^Unknown ResponseStreamEvent: {"type":"response\.(shell_call_|apply_patch_)/,
    reason: 'the version read has no such events, and OpenAI sends them',
  },
]

/** An unknown event about an open item passes by default; `unknownEvents: 'drop'` takes it out. */
const passes = (row: Fault, error: string | undefined): boolean =>
  row.name === 'unknown_event_type' && error !== undefined && error.includes('response.brand_new.delta')

const raw = ({ chunks }: Fault): Buffer => Buffer.from(chunks.join(''))

function normalized(chunks: readonly (string | Uint8Array)[]): { bytes: Uint8Array; message: string | undefined } {
  const normalizer = createNormalizer({ dialect: 'responses', path: '/v1/responses' })
  const bytes = Buffer.concat([...chunks.map((chunk) => normalizer.push(chunk)), normalizer.end()])
  const { error } = normalizer.response() as { readonly error?: { readonly message?: string } | null }
  return { bytes, message: error?.message }
}

/** What is wrong with a reading of a strict stream: that it shows the stream's own error is not. */
function wrong(reader: Reader, { error }: ReadResult, message: string | undefined): string | undefined {
  if (error === undefined) return undefined
  if (message !== undefined && error.includes(message)) return undefined
  if (reader.name === 'Codex' && error === 'Incomplete response returned') return undefined
  const known = UNKNOWN_TO.some((one) => one.reader === reader.name && one.error.test(error))
  return known ? undefined : error
}

describe.each(READERS.map((reader) => [reader.name, reader] as const))('%s', (name, reader) => {
  it.each(Object.entries(REFUSED[name]!))('refuses %s', (row, message) => {
    expect(reader.read(raw(fault(row))).error).toMatch(new RegExp(`^${literal(message)}`))
  })

  it.each(FAULTS.map((row) => [row.name, row] as const))('reads %s once it is strict', (_, row) => {
    const { bytes, message } = normalized(row.chunks)
    const found = wrong(reader, reader.read(bytes), message)
    if (!passes(row, found)) expect(found).toBeUndefined()
  })

  it.skipIf(!corpusAvailable).each(byName(recordings('responses')))('reads %s once it is strict', (_, recording) => {
    const { bytes, message } = normalized([bytesOf(recording)])
    expect(wrong(reader, reader.read(bytes), message)).toBeUndefined()
  })
})

describe('Codex', () => {
  const codex = READERS.find(({ name }) => name === 'Codex')!
  const texts = (events: readonly object[]): string =>
    (events as { readonly content?: { readonly text?: string }[] }[])
      .flatMap(({ content = [] }) => content.map(({ text = '' }) => text))
      .join('')

  it.each(['no_item_done', 'no_done_events', 'item_no_role', 'completed_output_empty_no_item_done'])(
    'loses the answer on %s, and once it is strict it does not',
    (name) => {
      expect(texts(codex.read(raw(fault(name))).events)).toBe('')
      expect(texts(codex.read(normalized(fault(name).chunks).bytes).events)).toBe('Hello, world!')
    },
  )
})

if (!corpusAvailable) it.skip(`recordings: ${CORPUS_ABSENT}`, () => {})

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
