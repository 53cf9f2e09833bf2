import { checkStream, createNormalizer } from '@strict-responses/core'
import { describe, expect, it } from 'vitest'
import { expectedMessage, expectedSymptom } from '../interop/expected/expected.js'
import { fault } from '../interop/faults/index.js'
import { codeIn, tableUnder } from './tables.js'

const ALIASED = ['no_completed', 'deltas_only', 'response_done_instead_of_completed']

/** For each symptom of the README: faulty upstreams of the matrix that have it, and the client there that says or shows so. */
const SYMPTOMS: Readonly<Record<string, readonly [faults: readonly string[], client?: string, shows?: string]>> = {
  'stream closed before response.completed': [ALIASED],
  'Model did not produce a final response!': [ALIASED, 'agents'],
  "Didn't receive a `response.completed` event": [ALIASED],
  'half an answer, and it looks like success': [['truncated_clean'], 'openai 7 stream', 'SILENT'],
  'text part … not found': [['no_item_added', 'item_id_mismatch'], 'ai 7 open-responses'],
  'missing output at index 0': [['no_item_added', 'delta_before_item_added'], 'openai 7 stream'],
  'missing content at index 0': [['no_part_added'], 'openai 7 stream'],
  'missing output at index 1': [['wrong_output_index_on_deltas'], 'openai 7 stream'],
  "When snapshot hasn't been set yet, expected 'response.created' event": [['no_created'], 'openai 7 stream'],
  'Expected to have received `response.created` before': [['no_created']],
  'missing field `sequence_number`': [['seq_missing']],
  'Unhandled response stream event': [
    ['chat_chunk_mid', 'unknown_event_unregistered_index', 'response_done_instead_of_completed'],
    'openai 7 stream',
  ],
  'Received a Chat Completions stream while using the OpenAI Responses API': [['chat_chunk_mid'], 'ai 7'],
  "expected item_id '…', got '…'": [['item_id_mismatch'], 'openai 7 stream'],
  'Lifecycle response identity changed': [['response_id_changes'], 'openai 7 stream'],
  'expected a non-empty output item call_id': [['fc_no_call_id'], 'openai 7 stream'],
  'Error reading response: malformed server-sent event JSON': [['bad_json_mid', 'empty_data_heartbeat'], 'langchain'],
  'JSON parsing failed': [['bad_json_mid', 'empty_data_heartbeat'], 'ai 7'],
  'request ended without sending any events': [['ndjson'], 'openai 7 stream'],
  'Type validation failed': [['usage_chat_style', 'no_created_at'], 'ai 7'],
  "Cannot read properties of undefined (reading 'map')": [['no_annotations', 'completed_output_missing'], 'langchain'],
  'failed to parse ResponseCompleted: missing field `input_tokens`': [['usage_chat_style']],
  'Cannot complete response with unfinished output items': [['completed_output_empty_no_item_done'], 'openai 7 stream'],
  'text streams, and the final text is empty': [['completed_output_empty'], 'openai 7 create', 'LOST'],
  'a tool call never runs': [['fc_no_item_done'], 'ai 7', 'LOST'],
  'an error looks like success, or its message is lost': [['err_flat'], 'ai 7 open-responses', 'SILENT'],
  'the client hangs at the end': [['completed_then_hold_open'], 'openai 7 stream', 'HANG'],
}

/** Symptoms whose cause is not in the bytes. */
const ELSEWHERE = ['idle timeout waiting for SSE', 'all events come at once', 'nothing is mended']

/** What is said of a faulty upstream: the repairs, and the checker's rules. */
function codesOf(name: string): string[] {
  const { chunks } = fault(name)
  const codes: string[] = []
  const normalizer = createNormalizer({ path: '/v1/responses', onRepair: ({ code }) => codes.push(code) })
  for (const chunk of chunks) normalizer.push(chunk)
  normalizer.end()
  const raw = Buffer.concat(chunks.map((chunk) => Buffer.from(chunk)))
  return [...codes, ...checkStream(raw).issues.map(({ code }) => code)]
}

const rows = tableUnder('Troubleshooting').map(([symptom = '', , , codes = '']) => ({
  symptom: codeIn(symptom)[0] ?? symptom,
  codes: codeIn(codes),
}))

describe('troubleshooting in the README', () => {
  it('has a row here for each symptom', () => {
    expect(rows.map(({ symptom }) => symptom).sort()).toEqual([...Object.keys(SYMPTOMS), ...ELSEWHERE].sort())
  })

  it.each(rows.filter(({ symptom }) => symptom in SYMPTOMS))('$symptom', ({ symptom, codes }) => {
    const [faults, client, shows] = SYMPTOMS[symptom]!
    const found = faults.flatMap((name) => codesOf(name))
    for (const code of codes) expect(found).toContain(code)
    if (client === undefined) return
    for (const name of faults) {
      if (shows === undefined) expect(saidBy(client, name)).toContain(loose(symptom))
      else expect(expectedSymptom(name, client)).toBe(shows)
    }
  })
})

const saidBy = (client: string, name: string): string => loose(expectedMessage(name, client).join('…'))

/** Without what differs from stream to stream. */
const loose = (message: string): string =>
  message.replaceAll(/'[^']*(?:…|msg)[^']*'/g, '…').replaceAll(/msg_\w*…?/g, '…')
