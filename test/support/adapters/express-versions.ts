import express from 'express'
import express4 from 'express4'

/** The versions of Express that the adapter stands behind. */
export const EXPRESS_VERSIONS: readonly { readonly name: string; readonly make: typeof express }[] = [
  { name: 'Express 5', make: express },
  { name: 'Express 4', make: express4 },
]
