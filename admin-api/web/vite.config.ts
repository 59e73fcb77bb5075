import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { compressed } from './build/compressed.ts'

/** What is shipped. `vite build --mode stories` builds the page of stories instead, which is not. */
export default defineConfig(({ mode }) => ({
  plugins: [react(), compressed()],
  build: {
    outDir: process.env['SCREENS_OUT'] ?? '../target/screens',
    emptyOutDir: true,
    target: ['chrome109', 'firefox115', 'safari16.4'],
    // No data: addresses: the Content-Security-Policy lets only this server's own files in.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    ...(mode === 'stories' ? { rollupOptions: { input: 'stories.html' } } : {}),
  },
  server: { proxy: { '/api': 'http://127.0.0.1:8080' } },
  test: { include: ['test/**/*.test.ts'] },
}))
