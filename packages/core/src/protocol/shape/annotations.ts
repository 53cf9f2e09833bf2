import type { JsonObject } from '../../json.js'
import type { Profile } from '../../options.js'
import type { FieldContext } from './context.js'
import { given, integer, string, unnested } from './scalars.js'
import { INVALID, object, type Shape, tagged } from './shape.js'

const span = { start_index: integer(), end_index: integer() }
const urlCitation = (url: Shape): Shape => unnested('url_citation', object({ url, ...span, title: string }))

/** The annotations of each profile. */
export const ANNOTATION: Readonly<Record<Profile, Shape>> = {
  openai: tagged({
    file_citation: unnested('file_citation', object({ file_id: string, index: integer(), filename: string })),
    url_citation: urlCitation(string),
    container_file_citation: object({ container_id: string, file_id: string, ...span, filename: string }),
    file_path: unnested('file_path', object({ file_id: string, index: integer() })),
  }),
  'open-responses': tagged({ url_citation: urlCitation(given(string)) }),
}

/** The annotation as the profile's schema wants it, or nothing where it cannot be mended. */
export function completeAnnotation(annotation: unknown, context: FieldContext): JsonObject | undefined {
  const fitted = ANNOTATION[context.profile].fit(annotation, 'annotation', context.report)
  if (fitted !== INVALID) return fitted as JsonObject
  context.report('fields/invalid', 'annotation was invalid and is gone')
  return undefined
}
