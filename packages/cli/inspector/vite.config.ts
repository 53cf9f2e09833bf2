import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** The inspector is built from source, into what the package ships; its addresses are relative, so any path may serve it. */
export default defineConfig({
  root: at('.'),
  base: './',
  logLevel: 'warn',
  resolve: { alias: { '@strict-responses/core': at('../../core/src/index.ts') } },
  build: {
    outDir: at('../dist/inspector'),
    emptyOutDir: true,
    target: 'es2023',
    chunkSizeWarningLimit: 800,
    rollupOptions: {
      input: [at('index.html'), at('rules.html')],
      // Of comments in zod that Rollup does not use.
      onwarn: (warning, warn) => {
        if (warning.code !== 'INVALID_ANNOTATION') warn(warning)
      },
    },
  },
})
