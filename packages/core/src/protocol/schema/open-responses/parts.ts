import type { z } from 'zod'
import { URLCitation } from '../annotations.js'
import { Logprob } from '../logprobs.js'
import { object } from '../object.js'
import {
  ResponseReasoningText as ReasoningTextContent,
  ResponseOutputRefusal as RefusalContent,
  ResponseSummaryText as SummaryTextContent,
} from '../output-parts.js'
import { list, literal, nullable, oneOf, string } from '../scalars.js'
import { tagged, type Variants } from '../tagged.js'

export interface InputTextContent {
  type: 'input_text'
  text: string
}
export interface TextContent {
  type: 'text'
  text: string
}
export interface OutputTextContent {
  type: 'output_text'
  text: string
  annotations: URLCitation[]
  logprobs?: Logprob[]
}
export interface InputImageContent {
  type: 'input_image'
  image_url: string | null
  detail: 'low' | 'high' | 'auto'
}
export interface InputFileContent {
  type: 'input_file'
  filename?: string
  file_url?: string
}
export interface InputVideoContent {
  type: 'input_video'
  video_url: string
}

/** A part of what a function returned. */
export type OpenResponsesInputPart = InputTextContent | InputImageContent | InputFileContent

/** A part that an event announces. */
export type OpenResponsesPart =
  | OpenResponsesInputPart
  | OutputTextContent
  | TextContent
  | SummaryTextContent
  | ReasoningTextContent
  | RefusalContent

/** A part of a message. */
export type OpenResponsesMessagePart = OpenResponsesPart | InputVideoContent

/** The one kind of annotation. */
export const OpenResponsesAnnotation: z.ZodType<URLCitation> = tagged<URLCitation>({ url_citation: URLCitation })

const inputs: Variants<OpenResponsesInputPart> = {
  input_text: object<InputTextContent>({ type: literal('input_text'), text: string }, {}),
  input_image: object<InputImageContent>(
    { type: literal('input_image'), image_url: nullable(string), detail: oneOf('low', 'high', 'auto') },
    {},
  ),
  input_file: object<InputFileContent>({ type: literal('input_file') }, { filename: string, file_url: string }),
}

const parts: Variants<OpenResponsesPart> = {
  ...inputs,
  output_text: object<OutputTextContent>(
    { type: literal('output_text'), text: string, annotations: list(OpenResponsesAnnotation) },
    { logprobs: list(Logprob) },
  ),
  text: object<TextContent>({ type: literal('text'), text: string }, {}),
  summary_text: SummaryTextContent,
  reasoning_text: ReasoningTextContent,
  refusal: RefusalContent,
}

export const OPEN_RESPONSES_PARTS: Variants<OpenResponsesMessagePart> = {
  ...parts,
  input_video: object<InputVideoContent>({ type: literal('input_video'), video_url: string }, {}),
}

export const OpenResponsesInputPart: z.ZodType<OpenResponsesInputPart> = tagged<OpenResponsesInputPart>(inputs)
export const OpenResponsesPart: z.ZodType<OpenResponsesPart> = tagged<OpenResponsesPart>(parts)
export const OpenResponsesMessagePart: z.ZodType<OpenResponsesMessagePart> =
  tagged<OpenResponsesMessagePart>(OPEN_RESPONSES_PARTS)
