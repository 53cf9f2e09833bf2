/** The alias of Express 4 in package.json; the tests use what both versions have. */
declare module 'express4' {
  export { default } from 'express'
}
