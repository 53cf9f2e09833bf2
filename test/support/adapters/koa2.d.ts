/** The alias of Koa 2 in package.json; the tests use what both versions have. */
declare module 'koa2' {
  export { default } from 'koa'
}
