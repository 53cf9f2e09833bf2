import type { z } from 'zod'
import { object } from './object.js'
import { integer, literal, string } from './scalars.js'
import { tagged } from './tagged.js'

export interface FileCitation {
  type: 'file_citation'
  file_id: string
  index: number
  filename: string
}
export const FileCitation: z.ZodType<FileCitation> = object<FileCitation>(
  { type: literal('file_citation'), file_id: string, index: integer, filename: string },
  {},
)

export interface URLCitation {
  type: 'url_citation'
  url: string
  start_index: number
  end_index: number
  title: string
}
export const URLCitation: z.ZodType<URLCitation> = object<URLCitation>(
  { type: literal('url_citation'), url: string, start_index: integer, end_index: integer, title: string },
  {},
)

export interface ContainerFileCitation {
  type: 'container_file_citation'
  container_id: string
  file_id: string
  start_index: number
  end_index: number
  filename: string
}
export const ContainerFileCitation: z.ZodType<ContainerFileCitation> = object<ContainerFileCitation>(
  {
    type: literal('container_file_citation'),
    container_id: string,
    file_id: string,
    start_index: integer,
    end_index: integer,
    filename: string,
  },
  {},
)

export interface FilePath {
  type: 'file_path'
  file_id: string
  index: number
}
export const FilePath: z.ZodType<FilePath> = object<FilePath>(
  { type: literal('file_path'), file_id: string, index: integer },
  {},
)

/** What an `output_text` part refers to. */
export type ResponseAnnotation = FileCitation | URLCitation | ContainerFileCitation | FilePath
export const ResponseAnnotation: z.ZodType<ResponseAnnotation> = tagged<ResponseAnnotation>({
  file_citation: FileCitation,
  url_citation: URLCitation,
  container_file_citation: ContainerFileCitation,
  file_path: FilePath,
})
