import Koa from 'koa'
import Koa2 from 'koa2'

/** The versions of Koa that the adapter stands behind. */
export type KoaVersion = 'Koa 3' | 'Koa 2'

export const KOA_VERSIONS: readonly { readonly name: KoaVersion; readonly make: () => Koa }[] = [
  { name: 'Koa 3', make: () => new Koa() },
  { name: 'Koa 2', make: () => new Koa2() },
]
